"""Turns evidence into words and pictures; pure functions."""
