"""Sizes and values that the input functions of several exercises choose from.

What is drawn more often than chance would, is drawn to make mistakes visible:
every axis has a size of its own, kernels are often even, windows often do not
come out even at the end of the picture, and biases all differ and are never 0.
The first of the options is the simplest: counterexamples shrink towards it.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

#: The size of a kernel along one axis: often even, seldom 1.
KERNEL = (1, 2, 3, 4, 5, 2, 3, 4)
#: By how much the picture is longer than it has to be: seldom a whole number of steps.
MORE = (0, 1, 2, 3, 5, 7, 3, 5)
#: The step along one axis.
STRIDE = (1, 2, 3, 4)
#: Channels or filters: seldom one, often as many of one as of the other.
DEPTH = (1, 2, 3, 2)

#: Both kinds of padding. "same" shows its mistakes less often, so it is drawn more often.
PADDING = ("valid", "same", "same")
#: Whether a pooling is left to choose its own strides.
DEFAULT_STRIDES = (True, False, False, False, True, False, False, False)

#: Whether a picture could be taken for one with its channels in front: as few rows as channels.
FEW_ROWS = (False,) * 10 + (True,)

#: For single sizes, up to those of real pictures: cheap to try, so there are more of them.
LINE: Mapping[str, Sequence[int]] = {
    "more": (*range(14), *range(1, 14), 18, 24, 25, 27),
    "kernel": (1, 2, 3, 4, 5, 6, 7, 2, 3, 4),
    "stride": (1, 2, 3, 4, 5),
}

#: Height and width of a kernel and of the picture under it, all independent.
WINDOW: Mapping[str, Sequence[int]] = {"kh": KERNEL, "kw": KERNEL, "more_h": MORE, "more_w": MORE}
#: The same for pooling: many windows, because neighbouring ones often agree.
POOL: Mapping[str, Sequence[int]] = {
    "kh": (1, 2, 3, 4, 2, 3, 5, 4),
    "kw": (1, 2, 3, 4, 2, 3, 5, 4),
    "more_h": (0, 1, 2, 3, 5, 7, 6, 7),
    "more_w": (0, 1, 2, 3, 5, 7, 6, 7),
}
#: For whole shapes, which cost nothing to compare: pictures of all sizes.
SHAPE: Mapping[str, Sequence[Any]] = {
    "kh": KERNEL,
    "kw": KERNEL,
    "more_h": (*range(10), 25, 27),
    "more_w": (*range(10), 25, 27),
    "channels": (1, 2, 3, 4),
    "sh": STRIDE,
    "sw": STRIDE,
    "padding": ("valid", "same"),
}


def values() -> dict[str, Sequence[Any]]:
    """Return the options for the values of the picture and of the weights."""
    tables = grader.inputs
    return {
        "pixels": tables.VALUES,
        "weights": [tables.INTEGERS] * 3 + [tables.NON_INTEGERS],
        "dtype": tables.DTYPES,
    }


def image_size(kernel: int, more: int, padding: str) -> int:
    """Return the size of the picture along one axis.

    A kernel always fits where there is no padding; with "same" padding it may be
    larger than the picture.
    """
    return more + (kernel if padding == "valid" else 1)


def convolution(
    draw: Draw,
    *,
    strides: Sequence[int] = (1,),
    paddings: Sequence[str] = ("valid",),
    few_rows: Sequence[bool] = (False,),
) -> dict[str, Any]:
    """Draw ``x``, ``kernel``, ``bias``, ``strides`` and ``padding`` of a convolution."""
    pick = draw(
        grader.inputs.choices(
            **WINDOW,
            channels=DEPTH,
            filters=DEPTH,
            sh=strides,
            sw=strides,
            padding=paddings,
            few_rows=few_rows,
            biases=_biases(),
            **values(),
        )
    )
    if pick.few_rows:
        pick.kh, pick.kw = 1, min(pick.kw, pick.channels)
        pick.more_h = min(pick.more_h, pick.channels - 1)
    kernel_shape = (pick.kh, pick.kw, pick.channels, pick.filters)
    kernel = draw(grader.inputs.array(pick.weights, kernel_shape, pick.dtype))
    x = draw(grader.inputs.array(pick.pixels, image_shape(pick), pick.dtype))
    return {
        "x": x,
        "kernel": kernel,
        "bias": np.array(pick.biases[: pick.filters], pick.dtype),
        "strides": (pick.sh, pick.sw),
        "padding": pick.padding,
    }


def pooling(draw: Draw, pixels: Sequence[Sequence[float]]) -> dict[str, Any]:
    """Draw ``x``, ``pool_size``, ``strides`` and ``padding`` of a pooling."""
    pick = draw(
        grader.inputs.choices(
            **POOL,
            channels=DEPTH,
            default=DEFAULT_STRIDES,
            sh=STRIDE,
            sw=STRIDE,
            padding=PADDING,
            pixels=pixels,
            dtype=grader.inputs.DTYPES,
        )
    )
    return {
        "x": draw(grader.inputs.array(pick.pixels, image_shape(pick), pick.dtype)),
        "pool_size": (pick.kh, pick.kw),
        "strides": None if pick.default else (pick.sh, pick.sw),
        "padding": pick.padding,
    }


def image_shape(pick: SimpleNamespace) -> tuple[int, int, int]:
    """Return the shape (H, W, C) of a picture under a window of ``pick.kh`` by ``pick.kw``."""
    return (
        image_size(pick.kh, pick.more_h, pick.padding),
        image_size(pick.kw, pick.more_w, pick.padding),
        pick.channels,
    )


@functools.cache
def _biases() -> tuple[tuple[float, ...], ...]:
    """Return biases for up to three filters: no two alike, so that mixing them up shows."""
    return tuple(itertools.permutations(grader.inputs.HALVES, max(DEPTH)))
