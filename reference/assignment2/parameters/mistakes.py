"""Misconceptions about how many parameters a layer has; a summary can be spoiled by them too."""

from __future__ import annotations

from typing import Any

import grader

from ..pairs import IntOrPair, pair

_NO_PAIR = "cannot unpack non-iterable int object"
_NO_NUMBER = "can't multiply sequence by non-int of type 'tuple'"


def _int_is_no_pair(kernel_size: IntOrPair) -> tuple[int, int]:
    if isinstance(kernel_size, int):
        raise TypeError(_NO_PAIR)
    return kernel_size


def _pair_is_no_int(kernel_size: IntOrPair) -> tuple[int, int]:
    if not isinstance(kernel_size, int):
        raise TypeError(_NO_NUMBER)
    return kernel_size, kernel_size


def _of_one_filter(area: int, channels: int, _filters: int) -> int:
    return area * channels


def _biases(rule: Any) -> tuple[grader.Variant, ...]:
    """Return the same idea of biases in a convolution, in a dense layer, and in both."""
    return (
        grader.variant(conv_biases=rule, dense_biases=rule),
        grader.variant(conv_biases=rule),
        grader.variant(dense_biases=rule),
    )


BIASES = (
    # https://exchangetuts.com/understanding-number-of-parameters-in-keras-conv2d-layer-
    # 1640295604538227: 32 x (3 x 3) = 288, where Keras counts 896.
    grader.Misconception(
        id="count-bias-forgotten",
        says="Biases are not counted.",
        hint="What else is added to the sum of products before a layer hands its number on? It is "
        "learned like a weight.",
        variants=_biases(lambda _inputs, _outputs, _use: 0),
    ),
    grader.Misconception(
        id="count-use-bias-ignored",
        says="Biases are counted even when use_bias is False.",
        hint="A layer may be told to do without biases. Which argument says so?",
        variants=_biases(lambda _inputs, outputs, _use: outputs),
    ),
    grader.Misconception(
        id="count-use-bias-inverted",
        says="Biases are counted only when use_bias is False.",
        hint="Read the name of the argument aloud, once with True and once with False.",
        variants=_biases(lambda _inputs, outputs, use: 0 if use else outputs),
    ),
    grader.Misconception(
        id="count-one-bias",
        says="Only one bias is counted for the whole layer.",
        hint="Each filter, or each unit, makes a number of its own. Do all of them share what is "
        "added at the end?",
        variants=_biases(lambda _inputs, _outputs, use: int(use)),
    ),
    grader.Misconception(
        id="count-bias-per-input",
        says="Biases are counted by what goes into the layer, not by what comes out.",
        hint="A bias is added when a sum is ready. How many sums are there at one place: as many "
        "as numbers go in, or as many as come out?",
        variants=_biases(lambda inputs, _outputs, use: inputs if use else 0),
        aliases=("count-channels-and-filters-swapped",),
    ),
    grader.Misconception(
        id="count-bias-per-slice",
        says="Every filter gets a bias for each of its channels.",
        hint="A filter adds up the products of all its channels to one number. How often is a bias "
        "added to that number?",
        variants=(
            grader.variant(
                conv_biases=lambda channels, filters, use: channels * filters if use else 0
            ),
        ),
    ),
    grader.Misconception(
        id="count-bias-on-both-sides",
        says="A bias is counted for each input and for each unit.",
        hint="Draw a dense layer with 2 inputs and 1 unit. To which of the three circles is a bias "
        "added?",
        variants=(
            grader.variant(dense_biases=lambda inputs, units, use: inputs + units if use else 0),
        ),
    ),
)

KERNELS = (
    # https://stackguides.com/questions/44608552/keras-cnn-model-parameters-calculation:
    # (5*5 + 1)*64 = 1664, where Keras counts 51264.
    grader.Misconception(
        id="count-channels-forgotten",
        says="The channels are left out: each filter is counted as if there were only one.",
        hint="A filter looks at all channels at once. Does it weigh a pixel of the first channel "
        "as one of the second?",
        variants=(grader.variant(conv_weights=lambda area, _channels, filters: area * filters),),
    ),
    grader.Misconception(
        id="count-filters-forgotten",
        says="The numbers of one filter are counted, not of all filters.",
        hint="If there are 32 filters, are their numbers the same 32 times?",
        variants=(
            grader.variant(conv_weights=_of_one_filter),
            grader.variant(
                conv_weights=_of_one_filter,
                conv_biases=lambda _channels, _filters, use: int(use),
            ),
        ),
    ),
    grader.Misconception(
        id="count-area-forgotten",
        says="The size of the kernel does not count.",
        hint="How many numbers lie on a picture of one channel when a kernel of 3 by 3 is laid on "
        "it?",
        variants=(grader.variant(area=lambda _height, _width: 1),),
    ),
    grader.Misconception(
        id="count-sides-added",
        says="Height and width of the kernel are added, not multiplied.",
        hint="Draw a kernel of 3 rows and 4 columns, and count its cells.",
        variants=(grader.variant(area=lambda height, width: height + width),),
    ),
    grader.Misconception(
        id="count-int-kernel-once",
        says="A kernel size that is given as an int is counted for one side only.",
        hint="Keras takes an int for a square. How many cells has a square with sides of 3?",
        variants=(
            grader.variant(
                sides=lambda size: (size, 1) if isinstance(size, int) else size,
            ),
        ),
    ),
    grader.Misconception(
        id="count-square-kernel",
        says="Only one side of the kernel is looked at, as if every kernel were square.",
        hint="Try a kernel of (1, 3). Which of the two numbers does your code never use?",
        variants=(
            grader.variant(sides=lambda size: (pair(size)[0],) * 2),
            grader.variant(sides=lambda size: (pair(size)[1],) * 2),
        ),
    ),
    grader.Misconception(
        id="count-int-kernel-crash",
        says="The function stops with an error when the kernel size is an int.",
        hint="Keras takes kernel_size=3 as well as kernel_size=(3, 3). How can you make the first "
        "into the second before you count?",
        variants=(grader.variant(sides=_int_is_no_pair, raises="TypeError"),),
    ),
    grader.Misconception(
        id="count-pair-kernel-crash",
        says="The function stops with an error when the kernel size is a pair.",
        hint="Keras takes kernel_size=(3, 3) as well as kernel_size=3. What does your code do with "
        "the two numbers of a pair?",
        variants=(grader.variant(sides=_pair_is_no_int, raises="TypeError"),),
    ),
    grader.Misconception(
        id="count-channels-and-filters-added",
        says="Channels and filters are added, not multiplied.",
        hint="Each filter has numbers for each channel. How many pairs of a filter and a channel "
        "are there with 2 channels and 3 filters?",
        variants=(
            grader.variant(
                conv_weights=lambda area, channels, filters: area * (channels + filters)
            ),
        ),
    ),
)

UNITS = (
    grader.Misconception(
        id="count-units-added",
        says="Inputs and units are added, not multiplied.",
        hint="Draw 3 inputs, 2 units, and every line from an input to a unit. Each line is a "
        "weight. How many are there?",
        variants=(grader.variant(dense_weights=lambda inputs, units: inputs + units),),
    ),
    grader.Misconception(
        id="count-one-weight-per-input",
        says="Each input is counted with one weight, whatever the number of units.",
        hint="Two units look at the same input. Must both find it equally important?",
        variants=(
            grader.variant(dense_weights=lambda inputs, _units: inputs),
            grader.variant(dense_weights=lambda _inputs, units: units),
            grader.variant(
                dense_weights=lambda inputs, _units: inputs,
                dense_biases=lambda _inputs, _units, use: int(use),
            ),
        ),
    ),
)
