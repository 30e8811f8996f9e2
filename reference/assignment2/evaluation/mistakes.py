"""Misconceptions about predictions and accuracy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import grader

from .models import compared, first_largest

_PREDICT, _ACCURACY = ("predict_classes",), ("accuracy",)


def _last_largest(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(probabilities.shape[1] - 1 - first_largest(probabilities[:, ::-1]))


def _marked(probabilities: np.ndarray) -> np.ndarray:
    """Mark the largest numbers of each row, all of them."""
    return np.asarray(probabilities == probabilities.max(axis=1, keepdims=True), np.int64)


def _second_column(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(probabilities[:, 1] > 1 / 2, np.int64)


def _second_column_from_half(probabilities: np.ndarray) -> np.ndarray:
    return np.asarray(probabilities[:, 1] >= 1 / 2, np.int64)


def _first_over_batch(probabilities: np.ndarray) -> np.ndarray:
    """Take as many answers as there are pictures of those that there are for classes.

    Raises:
        IndexError: there are too few.
    """
    places = np.argmax(probabilities, axis=0)
    return np.asarray(places[np.arange(len(probabilities))])


def _every_pair(classes: Any, labels: np.ndarray) -> np.ndarray:
    return compared(np.asarray(classes)[..., np.newaxis], labels)


def _share_of(probabilities: np.ndarray, labels: np.ndarray, *, at_least: bool) -> float:
    """Count a picture if its right class gets more than half of the belief."""
    belief = probabilities[np.arange(len(labels)), labels]
    return float(np.mean(belief >= 1 / 2 if at_least else belief > 1 / 2))


def _cell_by_cell(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Compare every probability, rounded to 0 or 1, with a row of 0 and 1."""
    one_hot = np.eye(probabilities.shape[1])[labels]
    return float(np.mean((probabilities > 1 / 2) == one_hot))


def _scaled(factor: Callable[[float, np.ndarray], Any]) -> Callable[..., Any]:
    """Make something else of the share; takes it and the probabilities."""
    return lambda matches, probabilities: factor(float(matches.mean()), probabilities)


def _rounded_to(digits: int) -> Callable[..., float]:
    return lambda matches, _probabilities: round(float(matches.mean()), digits)


# https://venkat-rajgopal.github.io/machine-learning/a-moment-to-understand-argmax(): the place of
# the largest value taken for the value itself, and the axes confused.
CHOICE = (
    grader.Misconception(
        id="predict-over-batch",
        says="The largest number is searched for over the pictures, not over the classes.",
        hint="Each picture has a row of its own. How many answers should come out for 3 pictures "
        "and 5 classes?",
        variants=(
            grader.variant(only=_PREDICT, choose=lambda p: np.argmax(p, axis=0)),
            grader.variant(
                only=_ACCURACY, raises="ValueError", choose=lambda p: np.argmax(p, axis=0)
            ),
            grader.variant(only=_ACCURACY, choose=_first_over_batch),
        ),
    ),
    grader.Misconception(
        id="predict-over-everything",
        says="One largest number is searched for in the whole array.",
        hint="One answer is wanted for each picture. What does the search do when it is not told "
        "along which axis to go?",
        variants=(grader.variant(choose=lambda p: np.int64(np.argmax(p))),),
    ),
    grader.Misconception(
        id="predict-value-not-place",
        says="The largest probability itself is taken, not its class.",
        hint="A probability of 0.75 says how sure the network is. What says of which class?",
        variants=(grader.variant(choose=lambda p: p.max(axis=1)),),
    ),
    grader.Misconception(
        id="predict-one-based",
        says="Classes are counted from 1.",
        hint="Which column of the array is the first? Labels are counted in the same way.",
        variants=(grader.variant(choose=lambda p: first_largest(p) + 1),),
    ),
    grader.Misconception(
        id="predict-last-of-equals",
        says="Of equally likely classes the last one is taken.",
        hint="Where two classes share the largest probability, which of them comes first? Try a "
        "row with 0.5 and 0.5.",
        variants=(grader.variant(choose=_last_largest),),
    ),
    grader.Misconception(
        id="predict-smallest",
        says="The least likely class is taken.",
        hint="What does a large number in a row of probabilities mean?",
        variants=(grader.variant(choose=lambda p: np.argmin(p, axis=1)),),
    ),
    grader.Misconception(
        id="predict-as-for-two-classes",
        says="Only column 1 is looked at: the answer is 1 where it is above one half, and 0 "
        "elsewhere.",
        hint="That works where there are two classes. What about a picture of class 2?",
        variants=(
            grader.variant(choose=_second_column),
            grader.variant(choose=_second_column_from_half),
        ),
    ),
)
FORM = (
    grader.Misconception(
        id="predict-one-hot",
        says="The largest number of each row is marked with a 1, and no class is told.",
        hint="Wanted is one int for each picture, as a label is. At which place of the row is "
        "the 1?",
        variants=(
            grader.variant(only=_PREDICT, choose=_marked),
            grader.variant(
                only=_PREDICT,
                choose=lambda p: np.eye(p.shape[1], dtype=np.int64)[first_largest(p)],
            ),
        ),
    ),
)
COMPARISON = (
    grader.Misconception(
        id="accuracy-every-pair",
        says="Every prediction is compared with every label.",
        hint="Comparing a column of N numbers with a row of N numbers gives how many answers? "
        "Only those of the same picture belong together.",
        variants=(
            grader.variant(only=_ACCURACY, match=_every_pair),
            grader.variant(
                only=_ACCURACY,
                match=_every_pair,
                share=lambda matches, p: float(matches.sum() / len(p)),
            ),
        ),
    ),
    grader.Misconception(
        id="accuracy-first-picture-only",
        says="Only the first picture is looked at.",
        hint="At which moment does your loop leave the function? How many pictures has it seen?",
        variants=(
            grader.variant(only=_ACCURACY, share=lambda matches, _: float(matches.ravel()[0])),
            grader.variant(
                only=_ACCURACY, share=lambda matches, p: float(matches.ravel()[0] / len(p))
            ),
        ),
    ),
    grader.Misconception(
        id="accuracy-needs-half",
        says="A picture counts if its right class has a probability above one half.",
        hint="With many classes the largest probability may be 0.3. Does the network recognise "
        "the picture then?",
        variants=tuple(
            grader.variant(
                only=_ACCURACY,
                whole=lambda probabilities, labels, at_least=at_least: _share_of(
                    probabilities, labels, at_least=at_least
                ),
            )
            for at_least in (False, True)
        ),
    ),
    grader.Misconception(
        id="accuracy-cell-by-cell",
        says="Every single probability is compared, rounded to 0 or 1.",
        hint="A row of 10 classes is right at 8 places at least, even if the answer is wrong. How "
        "many answers does the network give for one picture?",
        variants=(grader.variant(only=_ACCURACY, whole=_cell_by_cell),),
    ),
)
SHARE = (
    grader.Misconception(
        id="accuracy-as-percentage",
        says="The accuracy is given in percent.",
        hint="All pictures recognised: which number should come out, 1 or 100?",
        variants=(
            grader.variant(share=_scaled(lambda part, _: 100 * part)),
            grader.variant(share=_scaled(lambda part, _: round(100 * part, 2))),
            grader.variant(share=_scaled(lambda part, _: round(100 * part, 1))),
        ),
    ),
    grader.Misconception(
        id="accuracy-counted",
        says="The recognised pictures are counted, and not divided by the number of pictures.",
        hint="5 recognised pictures: is that good? What else has to be known to tell?",
        variants=(
            grader.variant(share=lambda matches, _: float(matches.sum())),
            grader.variant(share=lambda matches, _: int(matches.sum())),
        ),
    ),
    grader.Misconception(
        id="accuracy-error-rate",
        says="The share of wrong predictions is returned.",
        hint="Is a larger accuracy better or worse? Try it where every picture is recognised.",
        variants=(grader.variant(share=_scaled(lambda part, _: 1 - part)),),
    ),
    grader.Misconception(
        id="accuracy-divided-by-classes",
        says="The number of recognised pictures is divided by the number of classes.",
        hint="With 2 classes and 7 pictures, how large could the result become?",
        variants=(grader.variant(share=lambda matches, p: float(matches.sum() / p.shape[1])),),
    ),
    grader.Misconception(
        id="accuracy-divided-by-cells",
        says="The number of recognised pictures is divided by the number of all probabilities.",
        hint="All pictures recognised: does 1 come out? How many answers can be right at most?",
        variants=(grader.variant(share=lambda matches, p: float(matches.sum() / p.size)),),
    ),
    grader.Misconception(
        id="accuracy-all-or-nothing",
        aliases=("accuracy-floor-division",),
        says="The result is 1 if every picture is recognised, and 0 otherwise.",
        hint="Half of the pictures are recognised. Which number should that be, and what does "
        "your division or comparison make of it?",
        variants=(
            grader.variant(share=_scaled(lambda part, _: float(part == 1))),
            grader.variant(share=_scaled(lambda part, _: int(part == 1))),
        ),
    ),
    grader.Misconception(
        id="accuracy-rounded",
        says="The accuracy is rounded.",
        hint="One picture of three: how many digits does the share have? Rounding belongs to "
        "printing.",
        variants=(
            *(grader.variant(share=_rounded_to(digits)) for digits in (0, 1, 2, 3, 4)),
            grader.variant(share=_scaled(lambda part, _: round(part))),
        ),
    ),
)

PREDICT = (*CHOICE, *FORM)
ACCURACY = (*CHOICE, *COMPARISON, *SHARE)
