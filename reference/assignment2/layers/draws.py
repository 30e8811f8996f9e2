"""Batches of small pictures with what a layer does to them.

Every axis has a size of its own, windows are often even and often do not come out even at the end
of the picture, and sizes are given as an int about as often as in a pair.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

#: No argument has more numbers than this: there are many calls, and all are stored.
_MOST = 200

#: Pictures in the batch, and what a window on them is like.
_BATCH: Mapping[str, Sequence[Any]] = {
    "pictures": (1, 2, 3, 2, 3),
    "kh": (1, 2, 3, 4, 3),
    "kw": (1, 2, 3, 4, 3),
    # Often even: with "same" and a step of 2, it is then that the places around are odd.
    # Some so tall that with "same" and a large step there are many rows of places.
    "more_h": (0, 1, 2, 2, 3, 4, 4, 5, 6),
    "more_w": (0, 1, 2, 4, 3, 5, 2, 4),
    "channels": (1, 2, 3, 2),
    "sh": (1, 2, 3, 2),
    "sw": (1, 2, 3, 2),
    "int_strides": (True, False, False, True, False),
    # "same" shows its mistakes less often, so it is drawn more often.
    "padding": ("valid", "same", "same"),
}
#: The widest window that is drawn as such.
_WIDE = 4
#: Biases for up to three filters: no two alike, so that mixing them up shows.
_BIASES = tuple(itertools.permutations((0.5, 1.5, -0.5, 2.5, -1.5, -2.5), 3))


def conv2d_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of a convolution."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            **_BATCH,
            filters=(1, 2, 3, 2, 3),
            pixels=tables.VALUES,
            weights=[tables.INTEGERS] * 3 + [tables.NON_INTEGERS],
            biases=_BIASES,
            dtype=tables.DTYPES,
            rare=(*[""] * 6, "channels", "sides", "sides"),
        )
    )
    _alike_axes(pick)
    kernel = (pick.kh, pick.kw, pick.channels, pick.filters)
    weights = draw(tables.array(pick.weights, kernel, pick.dtype))
    return {
        "x": draw(tables.array(pick.pixels, _shape(pick), pick.dtype)),
        "kernel": weights,
        "bias": np.array(pick.biases[: pick.filters], pick.dtype),
        "strides": pick.sh if pick.int_strides else (pick.sh, pick.sw),
        "padding": pick.padding,
    }


def max_pool2d_calls(draw: Draw) -> dict[str, Any]:
    """Draw the arguments of a pooling: pictures often below zero, with few equal pixels."""
    tables = grader.inputs
    whole = tuple(map(float, [*range(10), *range(-1, -10, -1)]))
    below_zero = tuple(map(float, range(0, -21, -1)))
    pixels = [whole] * 4 + [below_zero] * 4 + [tables.VERY_NEGATIVE] * 5
    pixels += [tables.NON_INTEGERS, tables.LARGE]
    pick = draw(
        tables.choices(
            **_BATCH,
            int_size=(True, False, False, True, False),
            default=(True, False, False, False, False),
            pixels=pixels,
            dtype=tables.DTYPES,
            rare=(False, True, False),
        )
    )
    _wide_window(pick)
    if pick.int_size:
        pick.kw = pick.kh
    strides = pick.sh if pick.int_strides else (pick.sh, pick.sw)
    return {
        "x": draw(tables.array(pick.pixels, _shape(pick), pick.dtype)),
        "pool_size": pick.kh if pick.int_size else (pick.kh, pick.kw),
        "strides": None if pick.default else strides,
        "padding": pick.padding,
    }


def _alike_axes(pick: SimpleNamespace) -> None:
    """Now and then, let axes be taken for each other without an error.

    Whatever is put in hides only what is drawn simplest, so that counterexamples shrink.
    """
    if pick.rare == "channels" and pick.padding == "same" and pick.channels > 1:
        # As many rows as channels.
        pick.more_h = pick.channels - 2
    elif pick.rare == "sides" and pick.padding == "valid" and pick.kh > 1:
        # One place downward, whichever side's length is used.
        pick.kw, pick.sh, pick.int_strides = pick.kh, 3, False
        pick.more_h, pick.more_w = 1, 2


def _wide_window(pick: SimpleNamespace) -> None:
    """Now and then, let a window at two places reach far beyond both ends."""
    if not pick.rare or pick.padding != "same" or pick.default:
        return
    if pick.kh == _WIDE:
        pick.kh, pick.more_h, pick.sh, pick.sw = 5, 0, 1, 1
    elif pick.kw == _WIDE and not pick.int_size:
        pick.kw, pick.more_w, pick.sh, pick.sw = 5, 0, 1, 1


def _shape(pick: SimpleNamespace) -> tuple[int, int, int, int]:
    """Return the shape of the batch: with "same", a window may be larger than the picture."""
    fits = pick.padding == "valid"
    height = min(pick.more_h, 4) + pick.kh if fits else pick.more_h + 2
    width = pick.more_w + (pick.kw if fits else 2)
    room = max(_MOST // (height * width * pick.channels), 1)
    return min(pick.pictures, room), height, width, pick.channels
