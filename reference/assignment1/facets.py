"""Questions about a call: what is told where no known mistake explains an exercise's answers.

    Right when there is one channel (17 of 17 tests), wrong when there are two or more
    channels (43 of 43).

To add one, write a function that takes the arguments of a call as a mapping and answers
yes, no, or ``None`` where the question makes no sense. Both phrases go on after "right" as
well as after "wrong", so each says all by itself when it is so. Then put it into the
tuples of its exercises: of two that separate calls equally well the first is told, so what
people think of first comes first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import grader

from . import geometry
from .geometry import Ask, Call, axes, on_every_axis


def _facet(id_: str, ask: Ask, yes: str, no: str, *, branches: bool = False) -> grader.Facet:
    return grader.Facet(id=id_, ask=ask, yes=yes, no=no, branches=branches)


def _about_strides(ask: Callable[[tuple[int, ...]], bool]) -> Ask:
    """Ask about strides, where they are given."""
    return lambda call: None if call["strides"] is None else ask(call["strides"])


def _both(call: Call, test: Callable[[Any], bool]) -> bool:
    """Ask about the zeros along the height and those along the width."""
    return test(call["pad_height"]) and test(call["pad_width"])


# Two ways through the code, each with room for a mistake of its own.
STRIDES_NONE = _facet(
    "strides-none",
    lambda call: call["strides"] is None,
    "when strides is None",
    "when strides are given",
    branches=True,
)
PADDING_SAME = _facet(
    "padding-same",
    lambda call: call["padding"] == "same",
    'when padding is "same"',
    'when padding is "valid"',
    branches=True,
)

# Strides.
STRIDE_ONE = _facet(
    "stride-one",
    lambda call: call["stride"] == 1,
    "when the stride is 1",
    "when the stride is 2 or more",
)
STRIDES_ONE = _facet(
    "stride-one",
    _about_strides(lambda strides: strides == (1, 1)),
    "when both strides are 1",
    "when a stride is 2 or more",
)
EQUAL_STRIDES = _facet(
    "equal-strides",
    _about_strides(lambda strides: strides[0] == strides[1]),
    "when both strides are equal",
    "when the two strides differ",
)
# Where strides may be None, "both strides are equal" would speak of those calls too.
GIVEN_STRIDES_ONE = _facet(
    "stride-one",
    STRIDES_ONE.ask,
    "when the strides are given and both are 1",
    "when the strides are given and one is 2 or more",
)
GIVEN_EQUAL_STRIDES = _facet(
    "equal-strides",
    EQUAL_STRIDES.ask,
    "when the strides are given and equal",
    "when the strides are given and differ",
)
OWN_STEP = _facet(
    "own-step",
    on_every_axis(lambda _size, window, stride: stride == window),
    "when each step is as long as the window",
    "when a step is shorter or longer than the window",
)
NO_GAPS = _facet(
    "no-gaps",
    on_every_axis(lambda _size, window, stride: stride <= window),
    "when there are no gaps between the windows",
    "when there are gaps between the windows",
)

# Sizes of the picture and of the window.
SQUARE_PICTURE = _facet(
    "square-picture",
    lambda call: geometry.picture(call)[0] == geometry.picture(call)[1],
    "when the picture is square",
    "when the picture's height and width differ",
)
SQUARE_WINDOW = _facet(
    "square-window",
    lambda call: axes(call)[0][1] == axes(call)[1][1],
    "when the window is square",
    "when the window's height and width differ",
)
SQUARE_ANSWER = _facet(
    "square-answer",
    geometry.has_square_answer,
    "when the right answer is square",
    "when the answer's height and width differ",
)
ONE_PLACE = _facet(
    "one-place",
    on_every_axis(lambda size, window, _stride: size == window),
    "when the window is as large as x",
    "when the window is smaller than x",
)
WINDOW_OF_ONE = _facet(
    "window-of-one",
    on_every_axis(lambda _size, window, _stride: window == 1),
    "when the window is a single place",
    "when the window is more than a single place",
)
THIN_WINDOW = _facet(
    "thin-window",
    lambda call: any(window == 1 for _size, window, _stride in axes(call)),
    "when the window is a single row or column",
    "when the window has several rows and columns",
)
ODD_WINDOW = _facet(
    "odd-window",
    on_every_axis(lambda _size, window, _stride: window % 2 == 1),
    "when no side of the window is even",
    "when a side of the window is even",
)
WINDOW_FITS = _facet(
    "window-fits",
    on_every_axis(lambda size, window, _stride: window <= size),
    "when the window fits on the picture",
    "when a side of the window is longer than the picture's",
)

# Channels and filters.
ONE_CHANNEL = _facet(
    "one-channel",
    lambda call: geometry.channels(call) == (1,),
    "when there is one channel",
    "when there are two or more channels",
)
ONE_FILTER = _facet(
    "one-filter",
    lambda call: geometry.depth(call) == (1,),
    "when there is one filter",
    "when there are two or more filters",
)
FILTERS_AS_CHANNELS = _facet(
    "filters-as-channels",
    lambda call: geometry.depth(call) == geometry.channels(call),
    "when there are as many filters as channels",
    "when the numbers of filters and channels differ",
)

# Where windows end.
NO_PADDING_NEEDED = _facet(
    "no-padding-needed",
    lambda call: not any(geometry.zeros(call)),
    "when no zeros are needed",
    "when zeros are needed",
)
EVEN_TOTAL = _facet(
    "even-total",
    lambda call: not any(total % 2 for total in geometry.zeros(call)),
    "when the zeros can be shared evenly",
    "when the zeros cannot be shared evenly",
)
NO_REST = _facet(
    "no-rest",
    on_every_axis(lambda size, window, stride: (size - window) % stride == 0, "valid"),
    'when padding is "valid" and no pixels are left over',
    'when padding is "valid" and pixels are left over',
)
STRIDE_DIVIDES = _facet(
    "stride-divides",
    on_every_axis(lambda size, _window, stride: size % stride == 0),
    "when the stride divides the size",
    "when the stride does not divide the size",
)
SAME_STRIDE_DIVIDES = _facet(
    "stride-divides",
    on_every_axis(lambda size, _window, stride: size % stride == 0, "same"),
    'when padding is "same" and the stride divides the size',
    'when padding is "same" and the stride does not divide the size',
)
SAME_STRIDES_DIVIDE = _facet(
    "stride-divides",
    SAME_STRIDE_DIVIDES.ask,
    'when padding is "same" and the strides divide height and width',
    'when padding is "same" and a stride does not divide height or width',
)

# Zeros around a picture.
SIDES_ALIKE = _facet(
    "sides-alike",
    lambda call: _both(call, lambda pad: pad[0] == pad[1]),
    "when opposite sides get equally many zeros",
    "when opposite sides get different numbers of zeros",
)
PADS_ALIKE = _facet(
    "pads-alike",
    lambda call: call["pad_height"] == call["pad_width"],
    "when pad_height and pad_width are equal",
    "when pad_height and pad_width differ",
)
ZEROS_BEFORE = _facet(
    "zeros-before",
    lambda call: _both(call, lambda pad: pad[0] > 0),
    "when there are zeros above and on the left",
    "when there are no zeros above, or none on the left",
)
ZEROS_AFTER = _facet(
    "zeros-after",
    lambda call: _both(call, lambda pad: pad[1] > 0),
    "when there are zeros below and on the right",
    "when there are no zeros below, or none on the right",
)

# Values.
NON_NEGATIVE = _facet(
    "non-negative",
    lambda call: bool((call["x"] >= 0).all()),
    "when x has no negative numbers",
    "when x has negative numbers",
)
WHOLE_NUMBERS = _facet(
    "whole-numbers",
    lambda call: geometry.is_whole(call["x"]),
    "when x has whole numbers only",
    "when x has fractions",
)
WHOLE_WEIGHTS = _facet(
    "whole-weights",
    lambda call: geometry.is_whole(geometry.weights(call)),
    "when all weights are whole numbers",
    "when some weights are fractions",
)
DOUBLE = _facet(
    "double",
    lambda call: call["x"].dtype == np.float64,
    "when x is float64",
    "when x is float32",
)

_SQUARES = (SQUARE_PICTURE, SQUARE_WINDOW, SQUARE_ANSWER)
_DEPTHS = (ONE_CHANNEL, ONE_FILTER, FILTERS_AS_CHANNELS)
_LINE = (ODD_WINDOW, WINDOW_OF_ONE)
_WINDOWS = (ODD_WINDOW, THIN_WINDOW)
_ENDS = (NO_REST, SAME_STRIDES_DIVIDE)
_ZEROS = (NO_PADDING_NEEDED, EVEN_TOTAL)
_VALUES = (WHOLE_NUMBERS, DOUBLE)
_WEIGHTS = (WHOLE_NUMBERS, WHOLE_WEIGHTS, DOUBLE)
_STRIDES = (STRIDES_ONE, EQUAL_STRIDES)
_POOL_STRIDES = (GIVEN_STRIDES_ONE, GIVEN_EQUAL_STRIDES, OWN_STEP)

# What is drawn too seldom to be seen in some tens of calls is left out, such as pictures
# without negative numbers.
CONV1D = (ONE_PLACE, *_LINE, NON_NEGATIVE, *_WEIGHTS)
CONV2D_SINGLE = (*_SQUARES, *_WINDOWS, *_WEIGHTS)
CONV2D = (*_DEPTHS, *CONV2D_SINGLE)
CONV2D_SAME = (*_DEPTHS, SQUARE_PICTURE, SQUARE_WINDOW, WINDOW_FITS, *_WINDOWS, *_WEIGHTS)
CONV2D_STRIDED = (
    *(PADDING_SAME, *_STRIDES, *_ZEROS, *_ENDS, *_DEPTHS, *_SQUARES, NO_GAPS, WINDOW_FITS),
    *(*_WINDOWS, *_WEIGHTS),
)
POOL = (
    *(STRIDES_NONE, PADDING_SAME, *_POOL_STRIDES, *_ZEROS, *_ENDS, ONE_CHANNEL, *_SQUARES),
    *(NO_GAPS, WINDOW_FITS, *_WINDOWS, *_VALUES),
)
ZERO_PAD = (
    *(SIDES_ALIKE, PADS_ALIKE, ZEROS_BEFORE, ZEROS_AFTER, ONE_CHANNEL, SQUARE_PICTURE),
    *_VALUES,
)
SAME_PADDING = (STRIDE_ONE, *_ZEROS, STRIDE_DIVIDES, *_LINE, NO_GAPS, WINDOW_FITS)
OUTPUT_SIZE = (PADDING_SAME, STRIDE_ONE, NO_REST, SAME_STRIDE_DIVIDES, *_LINE, NO_GAPS, WINDOW_FITS)
CONV_SHAPE = (PADDING_SAME, *_STRIDES, *_ENDS, *_DEPTHS, *_SQUARES, *_WINDOWS, WINDOW_FITS)
POOL_SHAPE = (
    *(STRIDES_NONE, PADDING_SAME, *_POOL_STRIDES, *_ENDS, ONE_CHANNEL, *_SQUARES),
    *(*_WINDOWS, WINDOW_FITS),
)
