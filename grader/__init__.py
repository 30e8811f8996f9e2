"""An auto-grader for exercises on convolutional networks.

The names below are for people who write assignments. They are loaded when they
are first used (PEP 562): ``import grader`` itself loads nothing heavy, and a
reference module that mentions ``grader.inputs`` only inside its input functions
can be imported without Hypothesis.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader import inputs
    from grader.authoring import Assignment, AuthoringError, Concept, Exercise

__all__ = ["Assignment", "AuthoringError", "Concept", "Exercise", "inputs"]

__version__ = "0.1.0"

_AUTHORING = {"Assignment", "AuthoringError", "Concept", "Exercise"}


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name in _AUTHORING:
        value: object = getattr(importlib.import_module("grader.authoring"), name)
    elif name == "inputs":
        value = importlib.import_module("grader.inputs")
    else:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    globals()[name] = value
    return value
