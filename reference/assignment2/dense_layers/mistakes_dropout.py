"""Misconceptions about dropout."""

from __future__ import annotations

import numpy as np

import grader


def _as_they_are(numbers: np.ndarray, _rate: float, _mask: np.ndarray) -> np.ndarray:
    return numbers


def _by_keeping(numbers: np.ndarray, rate: float, _mask: np.ndarray) -> np.ndarray:
    return numbers * (1 - rate)


def _dropped(x: np.ndarray, rate: float, mask: np.ndarray) -> np.ndarray:
    """Do at the end what is to be done in training."""
    dropped: np.ndarray = x * mask / (1 - rate)
    return dropped


def _divided(numbers: np.ndarray, rate: float, _mask: np.ndarray) -> np.ndarray:
    return numbers / np.float64(rate)


DROPOUT = (
    # https://community.deeplearning.ai/t/inverted-dropout/12940/13: that scaling is done in
    # testing is how the first paper has it.
    grader.Misconception(
        id="dropout-classic",
        says="Nothing is made up for in training; the numbers are made smaller afterwards.",
        hint="The first dropout was like that. In the inverted one the finished network does "
        "nothing special. When is the right moment to make up, then?",
        variants=(grader.variant(scaled=_as_they_are, unused=_by_keeping),),
    ),
    grader.Misconception(
        id="dropout-not-scaled",
        says="Numbers are dropped, but nothing makes up for them.",
        hint="With half of its inputs gone, a sum is about half as large. What would the next "
        "layer see when training is over?",
        variants=(grader.variant(scaled=_as_they_are),),
    ),
    # https://github.com/hunkim/DeepLearningZeroToAll/issues/204 and
    # https://github.com/titu1994/Inception-v4/issues/5: the rate is not the share that is kept.
    grader.Misconception(
        id="dropout-rate-is-kept",
        says="The rate is taken for the share that is kept: the numbers are divided by it.",
        hint="With a rate of 0.25 three of four numbers are kept. How much larger should they "
        "become, by a third or four times?",
        variants=(grader.variant(scaled=_divided),),
    ),
    grader.Misconception(
        id="dropout-scaled-down",
        says="What is kept is made smaller, not larger.",
        hint="Some numbers are gone already. To keep their sum about the same, which way should "
        "the others change?",
        variants=(
            grader.variant(scaled=_by_keeping),
            grader.variant(scaled=lambda numbers, rate, _mask: numbers * rate),
        ),
    ),
    grader.Misconception(
        id="dropout-scaled-by-mask",
        says="The numbers are divided by the share that this very mask keeps, not by 1 - rate.",
        hint="Making up is right on average, over many masks. Does it depend on one of them?",
        variants=(
            grader.variant(scaled=lambda numbers, _rate, mask: numbers / mask.mean()),
            grader.variant(
                scaled=lambda numbers, _rate, mask: numbers / mask.mean(axis=-1, keepdims=True)
            ),
        ),
    ),
    # https://github.com/tensorflow/tensorflow/issues/15272: whether numbers are dropped in the
    # finished network is a question again and again.
    grader.Misconception(
        id="dropout-always-on",
        says="Numbers are dropped after training too.",
        hint="A finished network should give the same answer each time. Which argument tells the "
        "two situations apart?",
        variants=(
            grader.variant(unused=_dropped),
            grader.variant(unused=lambda x, _rate, mask: x * mask),
        ),
    ),
    grader.Misconception(
        id="dropout-training-turned",
        says="Numbers are dropped after training, and not in it.",
        hint="Dropout makes learning harder, on purpose. When is it meant to do that?",
        variants=(
            grader.variant(is_on=lambda training: not training),
            grader.variant(
                is_on=lambda training: not training,
                scaled=_as_they_are,
            ),
        ),
    ),
    # https://github.com/Angel-ML/mlcore/issues/5: inverted dropout, and scaled once more when
    # the network is used.
    grader.Misconception(
        id="dropout-scaled-after-training",
        says="The numbers are scaled after training too.",
        hint="In training everything has been made up for. What is missing when nothing is "
        "dropped?",
        variants=(
            grader.variant(unused=_by_keeping),
            grader.variant(unused=lambda x, rate, _mask: x / (1 - rate)),
            grader.variant(unused=lambda x, rate, _mask: x * rate),
        ),
    ),
    grader.Misconception(
        id="dropout-mask-turned",
        says="What the mask keeps is dropped, and what it drops is kept.",
        hint="Read once more what a 1 of the mask means. What should be left of a number below it?",
        variants=(grader.variant(kept=lambda x, mask: x * (1 - mask)),),
    ),
    grader.Misconception(
        id="dropout-mask-ignored",
        says="All numbers are made larger, and none is dropped.",
        hint="Try a mask of zeros. What should be left?",
        variants=(grader.variant(kept=lambda x, _mask: x),),
    ),
    grader.Misconception(
        id="dropout-always-off",
        says="The numbers always come back as they are.",
        hint="That is right for a finished network. What happens to a number in training whose "
        "mask is 0?",
        variants=(grader.variant(is_on=lambda _training: False),),
    ),
    grader.Misconception(
        id="dropout-removes",
        says="Dropped numbers are taken out, and the rest comes back in one line.",
        hint="The next layer has a weight for every place. What stands in the place of a number "
        "that is dropped?",
        variants=(grader.variant(kept=lambda x, mask: x[mask == 1]),),
    ),
)
