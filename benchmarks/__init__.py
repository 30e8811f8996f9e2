"""Measured figures, one command: ``make bench`` (``python -m benchmarks``)."""
