"""Misconceptions about what is made of the losses of pictures, and about labels as numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

import grader

from .models import clipped

_CATEGORICAL = ("categorical_crossentropy",)
_SPARSE = ("sparse_categorical_crossentropy",)


def _row_sums(terms: np.ndarray) -> np.ndarray:
    sums: np.ndarray = terms.sum(axis=1)
    return sums


def _log_of_mean(truth: np.ndarray, belief: np.ndarray) -> float:
    return float(-np.log(clipped((truth * belief).sum(axis=1).mean())))


def _picked_matrix(
    probabilities: np.ndarray, labels: np.ndarray, finish: Callable[[np.ndarray], Any]
) -> Any:
    """Pick a column for each label, of every row."""
    return finish(-np.log(clipped(np.asarray(probabilities, np.float64)[:, labels])))


def _mean(values: np.ndarray) -> float:
    return float(values.mean())


# https://github.com/jax-ml/jax/issues/1023 and
# https://github.com/GMvandeVen/continual-learning/issues/5: the mean over all numbers, which
# divides by the classes, too.
MEAN = (
    grader.Misconception(
        id="loss-mean-over-cells",
        says="The mean is taken over all numbers of the array, so that it is divided by the "
        "number of classes, too.",
        hint="Each picture has one loss. How many losses are there to take the mean of?",
        variants=(grader.variant(reduce=_mean),),
    ),
    # https://github.com/aymericdamien/TensorFlow-Examples/pull/357: the sum remains a sum.
    grader.Misconception(
        id="loss-summed",
        says="The losses of the pictures are added up, and no mean is taken.",
        hint="The same picture twice in a batch: should the loss be twice as large?",
        variants=(grader.variant(reduce=lambda terms: float(terms.sum())),),
    ),
    grader.Misconception(
        id="loss-mean-over-classes",
        says="The sum is divided by the number of classes, not by the number of pictures.",
        hint="Axis 0 are the pictures. Along which axis do you add up, and over what is the mean "
        "taken then?",
        variants=(grader.variant(reduce=lambda terms: float(terms.sum(axis=0).mean())),),
    ),
    grader.Misconception(
        id="loss-for-each-picture",
        says="One loss is returned for each picture.",
        hint="That is a good step. One number for the whole batch is wanted: how is it made?",
        variants=(
            grader.variant(reduce=_row_sums),
            grader.variant(reduce=_row_sums, sign=lambda sums: [-float(one) for one in sums]),
        ),
    ),
    grader.Misconception(
        id="loss-first-picture-only",
        says="Only the first picture is looked at.",
        hint="At which moment does your loop leave the function? How many losses has it seen?",
        variants=(
            grader.variant(reduce=lambda terms: float(terms[0].sum())),
            grader.variant(reduce=lambda terms: float(terms[0].sum() / len(terms))),
        ),
    ),
    grader.Misconception(
        id="loss-last-picture-only",
        says="Only the loss of the last picture is kept.",
        hint="What becomes of the loss of one picture when the loop comes to the next?",
        variants=(
            grader.variant(reduce=lambda terms: float(terms[-1].sum())),
            grader.variant(reduce=lambda terms: float(terms[-1].sum() / len(terms))),
        ),
    ),
    grader.Misconception(
        id="loss-log-of-mean",
        says="The mean of the probabilities is taken first, and then its logarithm.",
        hint="Two pictures with 0.5 and 0.125: what is the loss of each, and what is the mean "
        "of both?",
        variants=(
            grader.variant(
                only=_CATEGORICAL,
                whole=lambda probabilities, one_hot: _log_of_mean(one_hot, probabilities),
            ),
            grader.variant(
                only=_SPARSE,
                whole=lambda probabilities, labels: _log_of_mean(
                    np.eye(probabilities.shape[1])[labels], probabilities
                ),
            ),
        ),
    ),
)
LABELS = (
    grader.Misconception(
        id="loss-label-counted-from-one",
        says="The probability of the class before the right one is taken.",
        hint="Labels are counted from 0, as columns are. Which column belongs to label 0?",
        variants=(grader.variant(only=_SPARSE, labels=lambda labels, _: labels - 1),),
    ),
    grader.Misconception(
        id="loss-label-one-too-far",
        says="The probability of the class after the right one is taken.",
        hint="Labels are counted from 0, as columns are. Which column belongs to label 0?",
        variants=(
            grader.variant(only=_SPARSE, raises="IndexError", labels=lambda labels, _: labels + 1),
            grader.variant(only=_SPARSE, labels=lambda labels, classes: (labels + 1) % classes),
        ),
    ),
    # https://hanezu.github.io/posts/Vectorized-cs231n-Beautifully-with-numpy.html: how one
    # number of each row is picked is what beginners stumble over.
    grader.Misconception(
        id="loss-picks-whole-columns",
        says="For every label, the probabilities of all pictures are taken.",
        hint="N pictures have N right classes. How many numbers have you picked? A label belongs "
        "to one row only.",
        variants=tuple(
            grader.variant(
                only=_SPARSE,
                whole=lambda probabilities, labels, finish=finish: _picked_matrix(
                    probabilities, labels, finish
                ),
            )
            for finish in (
                _mean,
                lambda losses: float(losses.sum() / len(losses)),
                lambda losses: float(losses.sum()),
            )
        ),
    ),
)
