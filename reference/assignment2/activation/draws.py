"""Numbers above and below zero, and logits so large that their powers are no floats.

Whether a power is too large or too small should not depend on the precision in which it is
computed. So all logits, and all differences of two of them, are below 40 or above 900: there
exp is a normal number in float32 as well as in float64, or it is in neither.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import grader

#: What Hypothesis hands to an input function: draws from a strategy.
Draw = Callable[[Any], Any]

#: Logits that are near each other, and such that are not.
_NEAR = (0.0, 1.0, 2.0, -1.0, 3.0, -2.0, 0.5, -1.5, 2.5, -3.0, 5.0)
_FAR = (0.0, 1000.0, -1000.0, 1.5, 2000.0, -1.5, -3000.0, 1002.0)
#: What is added to all logits of a row, and the table that they are taken from.
_KINDS = (
    (_NEAR, (0.0,)),
    (_NEAR, (0.0, 1000.0, -1000.0, 2000.0, -3000.0)),
    (_NEAR, (0.0,)),
    (_NEAR, (0.0, 1000.0, 0.0, -1000.0)),
    (_NEAR, (-1000.0, -2000.0)),
    (_FAR, (0.0,)),
)


def relu_calls(draw: Draw) -> dict[str, Any]:
    """Draw the argument of ``relu``."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            axes=(1, 2, 4, 2, 3),
            sizes=((2, 3, 2, 2), (3, 2, 4, 2), (1, 4, 2, 3), (5, 3, 2, 1), (4, 4, 1, 3)),
            # Numbers far above zero show a result that was cut off.
            values=(*tables.VALUES, tables.LARGE, (0.0, 1.0, 7.0, -1.0, 9.5, -8.0, 300.0, 12.0)),
            dtype=tables.DTYPES,
        )
    )
    return {"x": draw(tables.array(pick.values, pick.sizes[: pick.axes], pick.dtype))}


def softmax_calls(draw: Draw) -> dict[str, Any]:
    """Draw the argument of ``softmax``: now and then it has three axes."""
    tables = grader.inputs
    pick = draw(
        tables.choices(
            rows=(1, 2, 3, 4, 3, 2),
            middle=(0, 0, 0, 0, 0, 2, 3, 4),
            classes=(2, 3, 4, 5, 3, 2),
            kind=_KINDS,
            dtype=tables.DTYPES,
        )
    )
    near, added = pick.kind
    shape = (pick.rows, pick.middle) if pick.middle else (pick.rows,)
    logits = draw(tables.array(near, (*shape, pick.classes), pick.dtype))
    if len(added) > 1:
        logits = logits + draw(tables.array(added, (*shape, 1), pick.dtype))
    return {"logits": np.ascontiguousarray(logits)}
