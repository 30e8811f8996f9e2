"""What the four exercises are called with: small pictures, windows and stacks of layers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grader

from ..descriptions import windows

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]


def pixel_visits_calls(draw: Draw) -> dict[str, Any]:
    """Draw the sizes of a picture and of a window; with "same" the window may be the larger."""
    side = (1, 2, 3, 4, 2, 3, 5)
    more = (0, 1, 2, 3, 4, 5, 3, 4)
    pick = draw(
        grader.inputs.choices(
            kh=side,
            kw=side,
            more_h=more,
            more_w=more,
            is_int=(True, False, False),
            padding=("valid", "same"),
        )
    )
    if pick.is_int:
        pick.kw = pick.kh
    fits = pick.padding == "valid"
    return {
        "height": pick.more_h + (pick.kh if fits else 1),
        "width": pick.more_w + (pick.kw if fits else 1),
        "kernel_size": pick.kh if pick.is_int else (pick.kh, pick.kw),
        "padding": pick.padding,
    }


def edge_kernel_calls(draw: Draw) -> dict[str, Any]:
    """Draw one of the two directions."""
    pick = draw(grader.inputs.choices(direction=("vertical", "horizontal")))
    return {"direction": pick.direction}


def receptive_field_calls(draw: Draw) -> dict[str, Any]:
    """Draw one to four layers."""
    return {"layers": windows(draw, (1, 2, 3, 4, 3))}


def shift_calls(draw: Draw) -> dict[str, Any]:
    """Draw a picture, a kernel and a move, so that some windows never meet the border."""
    tables = grader.inputs
    side, more = (1, 2, 3, 2, 3, 4), (0, 1, 2, 1, 3)
    pick = draw(
        tables.choices(
            kh=side,
            kw=side,
            down=(0, 1, 2, 1, 2, 3),
            right=(0, 1, 2, 1, 3, 2),
            more_h=more,
            more_w=more,
            pixels=tables.VALUES,
            weights=[tables.INTEGERS] * 3 + [tables.NON_INTEGERS],
            dtype=tables.DTYPES,
        )
    )
    kernel = draw(tables.array(pick.weights, (pick.kh, pick.kw), pick.dtype))
    shape = (pick.down + pick.kh + pick.more_h, pick.right + pick.kw + pick.more_w)
    return {
        "x": draw(tables.array(pick.pixels, shape, pick.dtype)),
        "kernel": kernel,
        "shift": (pick.down, pick.right),
    }
