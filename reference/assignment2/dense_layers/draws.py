"""Small feature maps, dense layers and masks.

The numbers of rows, inputs and units mostly differ, so that arrays that are turned do not fit. Now
and then they are equal: only then a wrong order shows as wrong values.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

#: Shares that are exact in floats, as is 1 minus each of them.
RATES = (0.5, 0.25, 0.75, 0.0)

#: Biases for up to four units: no two alike, so that mixing them up shows.
_BIASES = tuple(itertools.permutations((0.5, 1.5, -0.5, 2.5, -1.5), 4))
#: Many numbers that are not alike, so that a wrong order shows.
_DIFFERENT = tuple(map(float, (*range(30), *range(-1, -30, -1))))


def flatten_calls(draw: Draw) -> dict[str, Any]:
    """Draw the argument of ``flatten``."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            pictures=(1, 2, 3, 2, 3),
            height=(1, 2, 3, 4, 2, 3),
            width=(1, 2, 3, 4, 5, 3),
            channels=(1, 2, 3, 2, 3),
            values=(_DIFFERENT, _DIFFERENT, tables.NON_INTEGERS),
            dtype=tables.DTYPES,
        )
    )
    shape = (pick.pictures, pick.height, pick.width, pick.channels)
    return {"x": draw(tables.array(pick.values, shape, pick.dtype))}


def dense_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of ``dense``."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            rows=(1, 2, 3, 4, 2),
            inputs=(1, 2, 3, 4, 5, 3, 2),
            units=(1, 2, 3, 4, 3, 2),
            equal=("", "", "", "units", "rows", "all"),
            values=tables.VALUES,
            weights=[tables.INTEGERS] * 3 + [tables.NON_INTEGERS],
            biases=_BIASES,
            dtype=tables.DTYPES,
        )
    )
    if pick.equal in {"units", "all"}:
        pick.inputs = pick.units
    if pick.equal in {"rows", "all"}:
        pick.rows = pick.units
    weights = draw(tables.array(pick.weights, (pick.inputs, pick.units), pick.dtype))
    return {
        "x": draw(tables.array(pick.values, (pick.rows, pick.inputs), pick.dtype)),
        "weights": weights,
        "bias": np.array(pick.biases[: pick.units], pick.dtype),
    }


def dropout_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of ``dropout``."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            sizes=((2, 3), (1, 2), (3, 4), (1, 4), (4, 3), (2, 2, 3, 2)),
            rate=(0.5, 0.25, 0.75, 0.25, 0.75, 0.5, 0.0),
            training=(True, False, True, True, False),
            values=tables.VALUES,
            kept=((1.0, 0.0), (1.0, 0.0, 1.0), (1.0, 0.0, 1.0, 1.0)),
            dtype=tables.DTYPES,
        )
    )
    return {
        "x": draw(tables.array(pick.values, pick.sizes, pick.dtype)),
        "rate": pick.rate,
        "mask": draw(tables.array(pick.kept, pick.sizes, pick.dtype)),
        "training": pick.training,
    }
