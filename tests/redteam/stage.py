"""Does to a submission's folder what a text in a table cannot: links, devices, odd names."""

from __future__ import annotations
