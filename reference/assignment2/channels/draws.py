"""Small batches of grey pictures, and labels of which often not every class occurs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

_BATCH: Mapping[str, Sequence[int]] = {
    "pictures": (1, 2, 3, 2, 3),
    "height": (2, 3, 1, 4, 5, 3),
    "width": (2, 3, 1, 5, 4, 6),
}

#: All of the range, both ends often; and pictures in which the brightest is not white.
#: The first is what counterexamples are made of: a fifth of white, easy to check.
_PIXELS = (
    tuple(map(float, (51, 255, 0, 102, 254, 128, 1, 127, 204, 153, 64, 200, 33, 0))),
    tuple(map(float, (51, 0, 102, 10, 20, 127, 85, 64, 5, 30, 100))),
    tuple(map(float, (51, 204, 230, 128, 153, 250, 180, 99, 211))),
)


def add_channel_axis_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of ``add_channel_axis``."""
    tables = grader.inputs
    pick = draw(tables.choices(**_BATCH, pixels=tables.VALUES, dtype=tables.DTYPES))
    return {"images": draw(tables.array(pick.pixels, _shape(pick), pick.dtype))}


def scale_pixels_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of ``scale_pixels``."""
    tables = grader.inputs
    pick = draw(tables.choices(**_BATCH, pixels=_PIXELS))
    return {"images": draw(tables.array(pick.pixels, _shape(pick))).astype(np.uint8)}


def one_hot_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of ``one_hot``."""
    tables = grader.inputs
    pick = draw(tables.choices(count=(2, 1, 3, 4, 5, 6, 3), classes=(2, 3, 4, 5, 6, 7, 3, 4)))
    numbers = tuple(map(float, range(pick.classes)))
    labels = draw(tables.array(numbers, (pick.count,))).astype(np.int64)
    return {"labels": labels, "classes": pick.classes}


def _shape(pick: SimpleNamespace) -> tuple[int, int, int]:
    return pick.pictures, pick.height, pick.width
