"""Misconceptions about the parameters in a summary, and about its rows and their sum."""

from __future__ import annotations

import itertools
import math
from typing import Any

import grader

from ..parameters import mistakes
from .models import Shape

_SUMMARY = ("summary",)
_WITHOUT_WEIGHTS = ("Flatten", "Dropout")
Rows = list[tuple[str, Shape, int]]


def _repeated(numbers: list[int]) -> list[int]:
    """Return the numbers where those that are 0 are as the ones before them."""
    shown: list[int] = []
    for number in numbers:
        shown.append(number or (shown[-1] if shown else 0))
    return shown


def _repeated_or_unknown(numbers: list[int]) -> list[int]:
    """Do the same, where nothing is set before the first layer."""
    if not numbers[0]:
        raise UnboundLocalError("cannot access local variable 'params'")
    return _repeated(numbers)


COUNTS = (
    grader.Misconception(
        id="summary-pool-has-parameters",
        says="Poolings are counted with parameters, as if they had kernels.",
        hint="What does a pooling have to learn before it can find the largest of four numbers?",
        variants=(
            grader.variant(pool_params=lambda window, channels: math.prod(window) * channels),
            grader.variant(pool_params=lambda window, _channels: math.prod(window)),
            grader.variant(
                pool_params=lambda window, channels: (math.prod(window) * channels + 1) * channels
            ),
            grader.variant(pool_params=lambda window, channels: (math.prod(window) + 1) * channels),
            grader.variant(pool_params=lambda window, channels: math.prod(window) * channels**2),
        ),
    ),
    grader.Misconception(
        id="summary-dropout-has-parameters",
        says="Dropout is counted with parameters.",
        hint="The rate of Dropout is chosen by a person. Is there anything in it that training "
        "changes?",
        variants=(
            grader.variant(drop_params=lambda before, _rate: math.prod(before)),
            grader.variant(drop_params=lambda before, rate: int(math.prod(before) * rate)),
            grader.variant(drop_params=lambda _before, _rate: 1),
            grader.variant(drop_params=lambda before, _rate: (before[-1] + 1) * before[-1]),
        ),
    ),
    grader.Misconception(
        id="summary-flatten-has-parameters",
        says="Flatten is counted with parameters.",
        hint="Flatten writes the same numbers in another form. What could it learn?",
        variants=(grader.variant(flat_params=math.prod),),
    ),
    grader.Misconception(
        id="summary-parameters-per-place",
        says="The parameters of a convolution are multiplied by the size of its output.",
        hint="A filter moves over the picture. Does it take other weights along to each place?",
        variants=(
            grader.variant(
                conv_total=lambda weights, biases, after: (weights + biases) * math.prod(after[:2])
            ),
            grader.variant(
                conv_total=lambda weights, biases, after: weights * math.prod(after[:2]) + biases
            ),
            grader.variant(
                conv_total=lambda weights, biases, after: (weights + biases) * math.prod(after)
            ),
        ),
    ),
    # https://forums.fast.ai/t/keras-convolution2d-layer-what-does-bias-mean-exactly/6915: whether
    # there is a bias for each of the 64x224x224 numbers of the output.
    grader.Misconception(
        id="summary-bias-per-place",
        says="A convolution is counted with a bias for each number of its output.",
        hint="A filter has one bias and adds it everywhere. How many filters are there?",
        variants=(
            grader.variant(
                conv_total=lambda weights, biases, after: weights + biases * math.prod(after[:2])
            ),
        ),
    ),
    grader.Misconception(
        id="summary-channels-of-picture",
        says="All convolutions are counted with the channels of the first picture.",
        hint="The second convolution never sees the picture. What does it see, and how many "
        "channels does that have?",
        variants=(grader.variant(channels=lambda _before, first: first[-1]),),
    ),
    grader.Misconception(
        id="summary-dense-inputs-of-map",
        says="The first dense layer is counted with the channels of the map as its inputs.",
        hint="Flatten stands before it. Into how many numbers has the map been written there?",
        variants=(grader.variant(inputs=lambda _before, last_map: last_map[-1]),),
    ),
    grader.Misconception(
        id="summary-running-total",
        says="Each row shows the parameters of all layers so far.",
        hint="What would a pooling's row show, which has no parameters of its own?",
        variants=(grader.variant(counts=lambda numbers: list(itertools.accumulate(numbers))),),
    ),
    grader.Misconception(
        id="summary-parameters-repeated",
        says="A layer without parameters shows those of a layer before it.",
        hint="Print the row of a pooling that stands behind a convolution. Where in your code is "
        "its number of parameters set?",
        variants=(grader.variant(counts=_repeated), grader.variant(counts=_repeated_or_unknown)),
    ),
)


def _as_int(only: tuple[str, ...]) -> Any:
    """Write the shape of a flat answer as an int, behind some kinds of layers."""

    def told(_before: Shape, after: Shape, kind: str) -> Any:
        return after[0] if len(after) == 1 and kind in only else after

    return told


def _without(rows: Rows, kinds: tuple[str, ...]) -> Rows:
    return [row for row in rows if row[0] not in kinds]


ROWS = (
    grader.Misconception(
        id="summary-batch-axis",
        says="The output shapes have an axis for the batch in front.",
        hint="Keras prints None there, because the batch may be of any size. Is that axis asked "
        "for here?",
        variants=tuple(
            grader.variant(told=lambda _before, after, _kind, first=first: (first, *after))
            for first in (None, 1, -1)
        ),
    ),
    grader.Misconception(
        id="summary-input-shapes",
        says="Each row shows the shape that comes into the layer, not the one that goes out.",
        hint="The first row is about the first layer. Is what it shows the shape of the picture?",
        variants=(grader.variant(told=lambda before, _after, _kind: before),),
    ),
    grader.Misconception(
        id="summary-flat-shape-is-int",
        says="The shape of a flat answer is given as an int, not as a tuple.",
        hint="In Python (64) is just the number 64. What makes a tuple of one number?",
        variants=tuple(
            grader.variant(told=_as_int(kinds))
            for kinds in (
                ("Flatten", "Dense", "Dropout"),
                ("Flatten", "Dense"),
                ("Dense",),
                ("Flatten",),
            )
        ),
    ),
    grader.Misconception(
        id="summary-channels-first",
        says="The channels stand in front of height and width.",
        hint="Other libraries have this order. Which of the three numbers comes last in Keras?",
        variants=(grader.variant(told=lambda _before, after, _kind: (after[-1], *after[:-1])),),
    ),
    grader.Misconception(
        id="summary-width-first",
        says="The width stands in front of the height.",
        hint="Rows come first, as in the shape of an array. Which number counts the rows?",
        variants=(
            grader.variant(
                told=lambda _before, after, _kind: (
                    after if len(after) == 1 else (after[1], after[0], after[2])
                )
            ),
        ),
    ),
    grader.Misconception(
        id="summary-leaves-out-layers",
        says="Layers without parameters have no row.",
        hint="A row is asked for each layer. What does the row of a layer show that has nothing to "
        "learn?",
        variants=(
            grader.variant(rows=lambda rows, _first: [row for row in rows if row[2]]),
            grader.variant(rows=lambda rows, _first: _without(rows, ("Dropout",))),
            grader.variant(rows=lambda rows, _first: _without(rows, ("Flatten",))),
            grader.variant(rows=lambda rows, _first: _without(rows, _WITHOUT_WEIGHTS)),
        ),
    ),
    grader.Misconception(
        id="summary-row-for-input",
        says="The picture gets a row of its own, in front of all layers.",
        hint="How many layers does the description have, and how many rows do you return?",
        variants=tuple(
            grader.variant(rows=lambda rows, first, kind=kind: [(kind, first, 0), *rows])
            for kind in ("InputLayer", "Input", "input")
        ),
    ),
    grader.Misconception(
        id="summary-row-order",
        says="In each row the parameters stand before the shape.",
        hint="Read the order of the three parts once more.",
        variants=(grader.variant(row=lambda kind, shape, parameters: (kind, parameters, shape)),),
    ),
)

#: What spoils the count of a single layer, spoils the summary too.
OF_LAYERS = (*mistakes.BIASES, *mistakes.KERNELS, *mistakes.UNITS)

TOTALS = (
    grader.Misconception(
        id="total-of-last",
        says="Only the parameters of one row are returned.",
        hint="Print the total after each row. Does it grow, or does it begin anew?",
        variants=(
            grader.variant(total=lambda rows: rows[-1][2]),
            grader.variant(total=lambda rows: rows[0][2]),
        ),
    ),
    grader.Misconception(
        id="total-of-largest",
        says="The largest number of parameters is returned, not all of them together.",
        hint="One layer may have most of the parameters. Do the others have none?",
        variants=(grader.variant(total=lambda rows: max(row[2] for row in rows)),),
    ),
    grader.Misconception(
        id="total-once-per-kind",
        says="Of several layers of one kind, only one is counted.",
        hint="Two convolutions share a name, but no weights. What happens in your code to the "
        "first when the second comes?",
        variants=(
            grader.variant(total=lambda rows: sum({row[0]: row[2] for row in rows}.values())),
            grader.variant(total=lambda rows: sum({row[0]: row[2] for row in rows[::-1]}.values())),
        ),
    ),
    grader.Misconception(
        id="total-once-per-number",
        says="Layers with equally many parameters are counted once.",
        hint="Two layers may have the same number of weights. Are they the same weights?",
        variants=(
            grader.variant(total=lambda rows: sum({row[2] for row in rows})),
            grader.variant(total=lambda rows: sum(row[2] for row in set(rows))),
        ),
    ),
    grader.Misconception(
        id="total-counts-layers",
        says="Layers are counted, not their parameters.",
        hint="Which of the three parts of a row says how many parameters there are?",
        variants=(
            grader.variant(total=len),
            grader.variant(total=lambda rows: sum(row[2] > 0 for row in rows)),
        ),
    ),
    grader.Misconception(
        id="total-without-dense",
        says="Only layers of one kind are counted.",
        hint="Which kinds of layers have weights? Look for one that your code does not ask about.",
        variants=tuple(
            grader.variant(total=lambda rows, kind=kind: sum(r[2] for r in rows if r[0] == kind))
            for kind in ("Conv2D", "Dense")
        ),
    ),
    grader.Misconception(
        id="total-of-shapes",
        says="The numbers of the output shapes are added up.",
        hint="A shape says how many numbers go out. Which part of a row says how many are learned?",
        variants=(
            grader.variant(total=lambda rows: sum(math.prod(row[1]) for row in rows)),
            grader.variant(total=lambda rows: sum(sum(row[1]) for row in rows)),
            grader.variant(total=lambda rows: sum(math.prod(row[1]) + row[2] for row in rows)),
        ),
    ),
)
