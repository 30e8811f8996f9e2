"""What is seen where no misconception fits, and the layers that the notes work out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import grader

from ..pairs import pair

Call = Mapping[str, Any]


def _facet(
    id_: str, ask: Callable[[Call], bool | None], yes: str, no: str, *, branches: bool = False
) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no, branches=branches)


_USE_BIAS = _facet(
    "use-bias",
    lambda call: bool(call["use_bias"]),
    "when use_bias is True",
    "when use_bias is False",
    branches=True,
)
_INT_KERNEL = _facet(
    "int-kernel",
    lambda call: isinstance(call["kernel_size"], int),
    "when kernel_size is an int",
    "when kernel_size is a pair",
    branches=True,
)
_SQUARE_KERNEL = _facet(
    "square-kernel",
    lambda call: pair(call["kernel_size"])[0] == pair(call["kernel_size"])[1],
    "when the kernel is square",
    "when the kernel's height and width differ",
)
_SMALL_KERNEL = _facet(
    "one-by-one-kernel",
    lambda call: pair(call["kernel_size"]) == (1, 1),
    "when the kernel has one cell",
    "when the kernel has several cells",
)
_ONE_CHANNEL = _facet(
    "one-channel",
    lambda call: call["in_channels"] == 1,
    "when there is one channel",
    "when there are two or more channels",
)
_ONE_FILTER = _facet(
    "one-filter",
    lambda call: call["filters"] == 1,
    "when there is one filter",
    "when there are two or more filters",
)
_ONE_INPUT = _facet(
    "one-input",
    lambda call: call["inputs"] == 1,
    "when there is one input",
    "when there are two or more inputs",
)
_ONE_UNIT = _facet(
    "one-unit",
    lambda call: call["units"] == 1,
    "when there is one unit",
    "when there are two or more units",
)
_MORE_UNITS = _facet(
    "more-units",
    lambda call: call["units"] > call["inputs"],
    "when there are more units than inputs",
    "when there are no more units than inputs",
)

CONV2D = (_USE_BIAS, _INT_KERNEL, _SQUARE_KERNEL, _SMALL_KERNEL, _ONE_CHANNEL, _ONE_FILTER)
DENSE = (_USE_BIAS, _ONE_INPUT, _ONE_UNIT, _MORE_UNITS)

#: The layers of the notes' network for digits.
CONV2D_WORKED: tuple[Call, ...] = tuple(
    {"kernel_size": (3, 3), "in_channels": channels, "filters": filters, "use_bias": True}
    for channels, filters in ((1, 32), (32, 64), (64, 64))
)
DENSE_WORKED: tuple[Call, ...] = tuple(
    {"inputs": inputs, "units": units, "use_bias": True} for inputs, units in ((576, 64), (64, 10))
)
