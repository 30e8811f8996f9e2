"""Assignment 1: the building blocks of a convolutional network, in plain NumPy."""

from __future__ import annotations

import grader

from . import convolution, output_shape, padding, pooling, stride

#: Misconceptions that come together: from one habit, or from one library's defaults.
PAIRS = (
    ("kernel-flipped", "bias-forgotten"),  # np.convolve, and nothing else
    ("kernel-flipped", "full-or-same-mode"),  # np.convolve in its default mode
    ("kernel-flipped", "output-missing-plus-one"),
    ("kernel-flipped", "strides-swapped"),
    ("kernel-flipped", "output-int-dtype"),
    ("bias-forgotten", "output-int-dtype"),
    ("only-first-channel", "bias-per-tap"),  # copied from the function for one channel
    ("only-first-filter", "bias-first-only"),  # an index 0 left over
    ("loop-off-by-one", "accumulator-not-reset"),
    ("strides-swapped", "pool-size-swapped"),  # all pairs read as (x, y)
    ("strides-swapped", "shape-hw-swapped"),
    ("square-assumed", "stride-first-for-both"),
    ("pad-axes-swapped", "pad-with-ones"),
    ("same-floor-output", "output-missing-plus-one"),
    ("same-equals-input", "output-missing-plus-one"),
    ("maxpool-zero-padded", "pool-default-stride-1"),
    ("maxpool-zero-padded", "same-extra-before"),
    ("maxpool-starts-at-zero", "valid-ceil"),
    ("avgpool-counts-padding", "same-extra-before"),
    ("avgpool-counts-padding", "pool-strides-none-crash"),
    ("avgpool-counts-padding", "pool-default-stride-1"),
    ("maxpool-zero-padded", "pool-strides-none-crash"),
)

#: Mistakes of the catalogue that no legal input can show, each with the reason.
UNSEEN = (
    ("uint8-overflow", "Arguments are always arrays of floats."),
    ("shape-list-not-tuple", "A list of whole numbers is as right as a tuple."),
)

ASSIGNMENT = grader.Assignment(
    id="assignment1",
    title="Building blocks of a convolutional network",
    concepts=(
        convolution.CONCEPT,
        padding.CONCEPT,
        stride.CONCEPT,
        pooling.CONCEPT,
        output_shape.CONCEPT,
    ),
    pairs=PAIRS,
    unseen=UNSEEN,
)
