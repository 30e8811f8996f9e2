"""Misconceptions about the shapes behind the layers of a network."""

from __future__ import annotations

import math

import grader

from .mistakes_windows import everywhere

_OTHER = {"same": "valid", "valid": "same"}


def _fewer(before: tuple[int, ...], share: float) -> tuple[int, ...]:
    return (*before[:-1], int(before[-1] * share))


PLACES = (
    grader.Misconception(
        id="summary-always-valid",
        says='Layers with padding "same" are computed as if it were "valid".',
        hint='A 3 x 3 convolution with "same" and strides of 1 leaves the picture as large as it '
        "was. Does yours?",
        variants=everywhere("mode", lambda _padding, _kind: "valid"),
    ),
    grader.Misconception(
        id="summary-always-same",
        says='Layers with padding "valid" are computed as if it were "same".',
        hint="Without padding a window has to lie on the picture as a whole. On how many places "
        "does a window of 3 fit in a row of 5?",
        variants=everywhere("mode", lambda _padding, _kind: "same"),
    ),
    grader.Misconception(
        id="summary-padding-swapped",
        says='"same" and "valid" are exchanged.',
        hint="Which of the two words says that the size stays as it was?",
        variants=everywhere("mode", lambda padding, _kind: _OTHER[padding]),
    ),
    grader.Misconception(
        id="summary-valid-one-missing",
        says='With "valid", one place too few is counted along each axis.',
        hint="A window of 3 on a row of 3: how many places are there? And what does your formula "
        "give?",
        variants=(grader.variant(valid=lambda size, window, step: (size - window) // step),),
    ),
    grader.Misconception(
        id="summary-valid-rounds-up",
        says='With "valid", a last window that hangs over the edge is counted.',
        hint="A window of 2 moves by 2 on a row of 5. Does the third window still lie on the "
        "picture?",
        variants=(
            grader.variant(valid=lambda size, window, step: -(-(size - window) // step) + 1),
            grader.variant(valid=lambda size, window, step: round((size - window) / step) + 1),
        ),
    ),
    grader.Misconception(
        id="summary-valid-without-window",
        says='With "valid", the size is only divided by the stride.',
        hint="The last windows of a row do not fit any more. How many columns does a window of 3 "
        "lose at stride 1?",
        variants=(grader.variant(valid=lambda size, _window, step: size // step),),
    ),
    grader.Misconception(
        id="summary-same-rounds-down",
        says='With "same", a size that the stride does not divide is rounded down.',
        hint="A stride of 2 on a row of 5 begins windows at columns 0, 2 and 4. Does padding make "
        "room for the last one?",
        variants=(grader.variant(same=lambda size, step: size // step),),
    ),
    grader.Misconception(
        id="summary-same-keeps-size",
        says='With "same", the size stays as it is, whatever the strides are.',
        hint="The name is about strides of 1. What do strides of 2 do, with padding too?",
        variants=(grader.variant(same=lambda size, _step: size),),
    ),
)
DEPTHS = (
    grader.Misconception(
        id="summary-depth-kept",
        says="Behind a convolution there are as many channels as before it.",
        hint="Each filter makes a map of its own. How many maps come out of 32 filters?",
        variants=(grader.variant(conv_depth=lambda channels, _filters: channels),),
    ),
    grader.Misconception(
        id="summary-depth-multiplied",
        says="Behind a convolution there are as many channels as before, times the filters.",
        hint="A filter looks at all channels at once and adds up. How many maps does one filter "
        "make?",
        variants=(grader.variant(conv_depth=lambda channels, filters: channels * filters),),
    ),
    grader.Misconception(
        id="summary-pool-divides-depth",
        says="A pooling makes the number of channels smaller too.",
        hint="Each channel is pooled by itself. How many are there afterwards?",
        variants=(
            grader.variant(pool_depth=lambda channels, window, _: max(channels // window[0], 1)),
            grader.variant(pool_depth=lambda channels, window, _: channels // window[0]),
            grader.variant(pool_depth=lambda _channels, _window, _steps: 1),
            grader.variant(
                pool_depth=lambda channels, window, steps: (channels - window[0]) // steps[0] + 1
            ),
        ),
    ),
    grader.Misconception(
        id="summary-flatten-keeps-shape",
        says="The shape behind Flatten is that of the map before it.",
        hint="Flatten writes a map of 3 rows, 3 columns and 64 channels into a single row. How "
        "long is it?",
        variants=(
            grader.variant(
                flat=lambda before: before, wide=lambda units, before: (*before[:-1], units)
            ),
            grader.variant(flat=lambda before: before),
            grader.variant(
                flat=lambda before: before, inputs=lambda before, _map: math.prod(before)
            ),
            grader.variant(flat=lambda before: before, inputs=lambda before, _map: before[0]),
        ),
    ),
    grader.Misconception(
        id="summary-flatten-size",
        says="Not all numbers of the map are counted behind Flatten.",
        hint="No number is lost when a map is flattened. How many are there in 2 rows, 3 columns "
        "and 4 channels?",
        variants=(
            grader.variant(flat=lambda before: (math.prod(before[:2]),)),
            grader.variant(flat=lambda before: (before[-1],)),
            grader.variant(flat=lambda before: (math.prod(before[1:]),)),
            grader.variant(flat=lambda before: (before[0] * before[-1],)),
        ),
    ),
    grader.Misconception(
        id="summary-flatten-adds",
        says="Behind Flatten, height, width and channels are added up.",
        hint="A map of 2 rows and 3 columns, with 4 channels: how many numbers are in it?",
        variants=(grader.variant(flat=lambda before: (sum(before),)),),
    ),
    # https://stackguides.com/questions/44608552/keras-cnn-model-parameters-calculation: "I have
    # already implemented dropout. Why does the parameter table not reflect this point."
    grader.Misconception(
        id="summary-dropout-shrinks",
        says="Behind Dropout there are fewer numbers.",
        hint="Dropout sets some numbers to 0 while a network learns. Are they taken out of the "
        "row?",
        variants=(
            grader.variant(dropped=lambda before, rate: _fewer(before, 1 - rate)),
            grader.variant(dropped=_fewer),
            grader.variant(
                dropped=lambda before, rate: tuple(int(size * (1 - rate)) for size in before)
            ),
            grader.variant(
                dropped=lambda before, rate: (*before[:-1], round(before[-1] * (1 - rate)))
            ),
        ),
    ),
)
