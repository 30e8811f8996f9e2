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
    from grader.misconception import (
        Facet,
        Misconception,
        Model,
        ShapeRule,
        UndefinedError,
        Variant,
        variant,
    )
    from grader.probe import Probe
    from grader.rounding import Answer, sum_error
    from grader.trace import Axis, Plane, Table, Term, Trace

__all__ = [
    "Answer",
    "Assignment",
    "AuthoringError",
    "Axis",
    "Concept",
    "Exercise",
    "Facet",
    "Misconception",
    "Model",
    "Plane",
    "Probe",
    "ShapeRule",
    "Table",
    "Term",
    "Trace",
    "UndefinedError",
    "Variant",
    "inputs",
    "sum_error",
    "variant",
]

__version__ = "0.1.0"

_MODULES = {
    "grader.authoring": ("Assignment", "AuthoringError", "Concept", "Exercise"),
    "grader.misconception": (
        "Facet",
        "Misconception",
        "Model",
        "ShapeRule",
        "UndefinedError",
        "Variant",
        "variant",
    ),
    "grader.probe": ("Probe",),
    "grader.rounding": ("Answer", "sum_error"),
    "grader.trace": ("Axis", "Plane", "Table", "Term", "Trace"),
    # What IPython asks for at ``%load_ext grader``.
    "grader.practice": ("load_ipython_extension",),
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name == "inputs":
        value: object = importlib.import_module("grader.inputs")
    elif name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
    else:
        raise AttributeError(f"module 'grader' has no attribute {name!r}")
    globals()[name] = value
    return value
