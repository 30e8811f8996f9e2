"""Renderers: each turns a Report into text, as a pure function of it and a few options."""
