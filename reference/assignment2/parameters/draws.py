"""Sizes of layers to count: all numbers small and different, some as large as in real networks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

_WIDTHS = (1, 2, 3, 4, 5, 6, 8, 2, 3, 16, 32, 64)


def conv2d_calls(draw: Draw) -> dict[str, Any]:
    """Draw the sizes of a convolution."""
    pick = draw(
        grader.inputs.choices(
            kh=(1, 2, 3, 4, 5, 7, 3),
            kw=(1, 2, 3, 5, 4, 6, 3),
            is_int=(True, False, False),
            in_channels=_WIDTHS,
            filters=_WIDTHS,
            use_bias=(True, True, False),
        )
    )
    return {
        "kernel_size": pick.kh if pick.is_int else (pick.kh, pick.kw),
        "in_channels": pick.in_channels,
        "filters": pick.filters,
        "use_bias": pick.use_bias,
    }


def dense_calls(draw: Draw) -> dict[str, Any]:
    """Draw the sizes of a dense layer."""
    pick = draw(
        grader.inputs.choices(
            inputs=(*range(1, 13), 36, 100, 576),
            units=(*range(1, 13), 64, 10, 2),
            use_bias=(True, True, False),
        )
    )
    return {"inputs": pick.inputs, "units": pick.units, "use_bias": pick.use_bias}
