"""Misconceptions about sizes and shapes."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import grader

_SIZE = ("output_size", "conv_output_shape", "pool_output_shape")
_SHAPES = ("conv_output_shape", "pool_output_shape")


def _half_up(number: float) -> int:
    return math.floor(number + 0.5)


def _of_axis(same: Callable[..., int] | None, valid: Callable[..., int] | None) -> grader.Variant:
    """Return a variant with one or two other rules for an axis."""
    rules: dict[str, Any] = {"same": same, "valid": valid}
    return grader.variant(only=_SIZE, **{name: rule for name, rule in rules.items() if rule})


def _quotient(size: int, kernel: int, stride: int) -> float:
    return (size - kernel) / stride + 1


SIZES = (
    grader.Misconception(
        id="shape-round",
        says="A size that is not whole is rounded to the nearest number.",
        hint="Rounding to the nearest is neither of the two rules. Draw the windows for 6 pixels, "
        "a window of 3 and stride 2, once for each kind of padding.",
        variants=tuple(
            _of_axis(same=same, valid=valid)
            for rounded in (round, _half_up)
            for same in (None, lambda n, _k, s, rounded=rounded: rounded(n / s))
            for valid in (
                None,
                lambda *axis, rounded=rounded: rounded(_quotient(*axis)),
                # Python rounds a half to the even number: so it matters what it is a half of.
                lambda *axis, rounded=rounded: rounded(_quotient(*axis) - 1) + 1,
            )
            if same or valid
        ),
    ),
    grader.Misconception(
        id="shape-valid-no-kernel",
        says="Without padding, the size is divided by the stride, and the kernel is left out.",
        hint="Without padding a window has to fit. Where is its length in your formula?",
        variants=(
            # Rounded up it would be the rule of "same": that is padding-arg-ignored.
            grader.variant(only=_SIZE, valid=lambda size, _kernel, stride: size // stride),
        ),
    ),
    grader.Misconception(
        id="shape-valid-floor-of-plus-one",
        says="Without padding, the 1 is added before dividing, and the result is rounded down.",
        hint="There are two right forms, one that rounds down and one that rounds up. Did you take "
        "half of each?",
        variants=(
            grader.variant(
                only=_SIZE, valid=lambda size, kernel, stride: (size - kernel + 1) // stride
            ),
        ),
    ),
    grader.Misconception(
        id="output-not-int",
        says="A size comes back as a float, not as a whole number.",
        hint="A picture cannot have 3.5 rows. Which operation gives a float, even where its value "
        "is whole?",
        variants=(
            grader.variant(
                only=_SIZE,
                valid=_quotient,
                same=lambda size, _kernel, stride: size / stride,
            ),
            grader.variant(only=_SIZE, valid=_quotient),
            grader.variant(
                only=_SIZE,
                valid=lambda size, kernel, stride: float((size - kernel) // stride + 1),
                same=lambda size, _kernel, stride: float(-(-size // stride)),
            ),
            grader.variant(
                only=_SIZE, same=lambda size, _kernel, stride: float(-(-size // stride))
            ),
            grader.variant(
                only=_SIZE, valid=lambda size, kernel, stride: float((size - kernel) // stride + 1)
            ),
            grader.variant(only=_SIZE, same=lambda size, _kernel, stride: size / stride),
        ),
    ),
)

DEPTH = (
    grader.Misconception(
        id="channels-not-filters",
        says="The depth of the output is the number of channels, not of filters.",
        hint="The channels have been added up. What does each filter make?",
        variants=(
            grader.variant(only=("conv_output_shape",), depth=lambda channels, _filters: channels),
        ),
    ),
    grader.Misconception(
        id="filters-times-channels",
        says="The depth of the output is channels times filters.",
        hint="A filter makes one map, not one for each channel. How many filters are there?",
        variants=(
            grader.variant(
                only=("conv_output_shape",), depth=lambda channels, filters: channels * filters
            ),
        ),
    ),
    grader.Misconception(
        id="pool-drops-channels",
        says="The channels are missing in the shape.",
        hint="Pooling makes height and width smaller. What becomes of the channels?",
        variants=(
            grader.variant(
                only=("pool_output_shape",), layout=lambda height, width, _depth: (height, width)
            ),
            grader.variant(only=("pool_output_shape",), depth=lambda _channels, _filters: 1),
        ),
    ),
)

ORDER = (
    grader.Misconception(
        id="shape-hw-swapped",
        says="Height and width are exchanged in the shape.",
        hint="Rows first, columns second. Try a picture that is clearly wider than high.",
        variants=(
            grader.variant(
                only=_SHAPES, layout=lambda height, width, depth: (width, height, depth)
            ),
            grader.variant(only=_SHAPES, sizes=lambda input_shape: input_shape[1::-1]),
        ),
    ),
    grader.Misconception(
        id="channels-first-shape",
        says="The depth comes first in the shape, as PyTorch prints it.",
        hint="Here the channels come last. In which order does model.summary() print a shape?",
        variants=(
            grader.variant(
                only=_SHAPES, layout=lambda height, width, depth: (depth, height, width)
            ),
        ),
    ),
    grader.Misconception(
        id="shape-with-batch",
        says="The shape has a batch axis in front.",
        hint="model.summary() prints the batch axis as None. How many numbers does this task ask "
        "for?",
        variants=(
            grader.variant(only=_SHAPES, layout=lambda *shape: (1, *shape)),
            grader.variant(only=_SHAPES, layout=lambda *shape: (None, *shape)),
        ),
    ),
)
