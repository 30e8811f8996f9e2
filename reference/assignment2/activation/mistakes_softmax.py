"""Misconceptions about softmax."""

from __future__ import annotations

import numpy as np

import grader

from .models import shifted, total


def _as_it_is(logits: np.ndarray) -> np.ndarray:
    return logits


def _along(axis: int | None) -> tuple[grader.Variant, ...]:
    """Return the ways to sum along a wrong axis, with whatever is taken away before."""
    shifts = [shifted(one) for one in dict.fromkeys((axis, -1, None))]
    return tuple(grader.variant(shifted=shift, total=total(axis)) for shift in (*shifts, _as_it_is))


def _axis_lost(axis: int) -> tuple[grader.Variant, ...]:
    """Return the ways to lose an axis: in the sum, in the maximum or in both."""
    sums, largest = total(axis, keepdims=False), shifted(axis, keepdims=False)
    return (
        grader.variant(total=sums),
        grader.variant(shifted=shifted(axis), total=sums),
        grader.variant(shifted=largest, total=total(axis)),
        grader.variant(shifted=largest, total=sums),
    )


def _logarithms(logits: np.ndarray) -> np.ndarray:
    exponents = shifted(-1)(np.asarray(logits, np.float64))
    logs: np.ndarray = exponents - np.log(np.exp(exponents).sum(axis=-1, keepdims=True))
    return logs


def _plain_shares(logits: np.ndarray) -> np.ndarray:
    """Divide the logits themselves by their sum."""
    exact = np.asarray(logits, np.float64)
    shares: np.ndarray = exact / exact.sum(axis=-1, keepdims=True)
    return shares


def _first_winner(logits: np.ndarray) -> np.ndarray:
    winners: np.ndarray = np.eye(logits.shape[-1])[logits.argmax(axis=-1)]
    return winners


def _every_winner(logits: np.ndarray) -> np.ndarray:
    winners: np.ndarray = (logits == logits.max(axis=-1, keepdims=True)).astype(np.float64)
    return winners


_AXES = (
    # https://github.com/udacity/sdc-issue-reports/issues/91: each column is taken for one set of
    # logits.
    grader.Misconception(
        id="softmax-over-batch-axis",
        says="The sum goes down the columns, over all pictures of the batch.",
        hint="Which numbers belong to one picture: those of a row or those of a column? They "
        "should sum to 1.",
        variants=(*_along(0), grader.variant(shifted=shifted(0))),
    ),
    # https://github.com/rickwierenga/MLFundamentals/issues/1 and
    # https://github.com/deeplearning4j/nd4j/issues/44: one sum for the whole batch.
    grader.Misconception(
        id="softmax-over-everything",
        says="All rows are divided by one sum, that of the whole batch.",
        hint="Try two equal rows. To what should each of them sum, and to what does yours?",
        variants=_along(None),
    ),
    grader.Misconception(
        id="softmax-over-second-axis",
        says="The sum always goes over the second axis, even where that is not the last one.",
        hint="With two axes the second is the last. With three, which one holds the classes? "
        "NumPy can count axes from the end.",
        variants=(
            grader.variant(shifted=shifted(1), total=total(1)),
            grader.variant(total=total(1)),
            grader.variant(shifted=_as_it_is, total=total(1)),
        ),
    ),
    # https://github.com/DeNA/HandyRL/pull/209: sums whose axis is lost do not fit beside logits
    # with more axes.
    grader.Misconception(
        id="softmax-axis-lost",
        says="The sum or the maximum of each row loses its axis, so that it meets the columns.",
        hint="With three rows, the three sums should stand below each other to fit beside the "
        "rows. What is the shape of yours?",
        variants=tuple(one for axis in (-1, 1) for one in _axis_lost(axis)),
    ),
)

_SAFETY = (
    # https://stackoverflow.com/questions/61567597/how-is-log-softmax-implemented-to-compute-its-value-and-gradient-with-better:
    # exp of 1000 overflows, and nan comes out.
    grader.Misconception(
        id="softmax-no-maximum",
        says="Nothing is taken away from the logits, so those far from 0 give nan.",
        hint="exp(1000) is too large for a float, and exp(-1000) is too small. What may be taken "
        "away from all logits of a row without changing its probabilities?",
        variants=(grader.variant(shifted=_as_it_is),),
    ),
    # https://shusei-e.github.io/deep%20learning/softmax_without_overflow/: np.max(x) of all rows
    # comes first, and only then that of each row.
    grader.Misconception(
        id="softmax-batch-maximum",
        says="The largest number of the whole batch is taken away, so rows far below it give nan.",
        hint="Take two rows, one around 0 and one around 1000. What is left of the first "
        "row's powers?",
        variants=(grader.variant(shifted=shifted(None)),),
    ),
    grader.Misconception(
        id="softmax-half-shifted",
        says="The maximum is taken away above the line or below it, but not in both places.",
        hint="Fractions stay the same when both parts are divided by the same number. Which two "
        "exponents have to change together?",
        variants=(
            grader.variant(
                total=lambda _powers, logits: np.exp(logits).sum(axis=-1, keepdims=True)
            ),
            grader.variant(
                shifted=_as_it_is,
                total=lambda _powers, logits: np.exp(shifted(-1)(logits)).sum(
                    axis=-1, keepdims=True
                ),
            ),
        ),
    ),
)

_NUMBERS = (
    grader.Misconception(
        id="softmax-not-divided",
        says="The powers are not divided by their sum.",
        hint="Add up one row of your answer. What should come out?",
        # With the maximum taken away the largest power is 1: dividing by it changes nothing.
        aliases=("softmax-divided-by-maximum",),
        variants=(
            grader.variant(share=lambda powers, _total: powers),
            grader.variant(shifted=_as_it_is, share=lambda powers, _total: powers),
        ),
    ),
    grader.Misconception(
        id="softmax-logarithm",
        says="The logarithms of the probabilities come back.",
        hint="Losses like to work with logarithms, but a probability lies between 0 and 1. "
        "Which step is one too many?",
        variants=(
            grader.variant(whole=_logarithms),
            grader.variant(share=lambda powers, total: np.log(powers / total)),
        ),
    ),
    grader.Misconception(
        id="softmax-sigmoid",
        says="Each logit goes through a sigmoid, whatever the others of its row are.",
        hint="If one class becomes likelier, what has to happen to the others?",
        variants=(
            grader.variant(whole=lambda logits: 1 / (1 + np.exp(-np.asarray(logits, np.float64)))),
        ),
    ),
    grader.Misconception(
        id="softmax-without-exp",
        says="The logits themselves are divided by their sum.",
        hint="Logits may be negative, probabilities may not. Which function makes every number "
        "positive first?",
        variants=(grader.variant(whole=_plain_shares),),
    ),
    grader.Misconception(
        id="softmax-winner-only",
        says="The largest logit of a row gets 1, and all others get 0.",
        hint='It is called "soft" because the others get something too. Two logits of 2 and 1: '
        "how sure can the network be?",
        variants=(grader.variant(whole=_first_winner), grader.variant(whole=_every_winner)),
    ),
    grader.Misconception(
        id="softmax-sign-turned",
        says="The sign of the logits is turned: the largest gets the smallest probability.",
        hint="Which class should be the likeliest, that of the largest logit or that of the "
        "smallest?",
        variants=(
            grader.variant(shifted=lambda logits: shifted(-1)(-logits)),
            grader.variant(shifted=lambda logits: -logits),
            grader.variant(shifted=lambda logits: -shifted(-1)(logits)),
        ),
    ),
)

SOFTMAX = (*_AXES, *_SAFETY, *_NUMBERS)
