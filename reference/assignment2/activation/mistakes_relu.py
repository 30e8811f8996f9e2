"""Misconceptions about ReLU."""

from __future__ import annotations

import numpy as np

import grader

#: Where a power of e is beyond float32, and not beyond float64: what comes out of a sigmoid there
#: depends on the precision in which it is computed.
_BEYOND_SINGLE = (-746, -80)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    """Return the sigmoid of each number.

    Raises:
        UndefinedError: for one of them it depends on the precision.
    """
    low, high = _BEYOND_SINGLE
    if ((x > low) & (x < high)).any():
        raise grader.UndefinedError
    shares: np.ndarray = 1 / (1 + np.exp(-x))
    return shares


RELU = (
    # https://python.algorithmexamples.com/web/maths/relu.html explains ReLU as "argmax(x, 0)";
    # the function that finds a single largest number is as near at hand.
    grader.Misconception(
        id="relu-largest-along-axis",
        says="The largest number along an axis is looked for, so the answer has an axis too few.",
        hint="Each number is compared with 0, not with its neighbours. How many numbers should "
        "come back?",
        variants=(
            grader.variant(positive=lambda x: np.max(x, 0)),
            grader.variant(positive=lambda x: np.max(x, -1)),
            grader.variant(positive=lambda x: np.maximum(x.max(), 0)),
        ),
    ),
    grader.Misconception(
        id="relu-absolute",
        says="Negative numbers lose their sign.",
        hint="A filter that finds the opposite of its pattern should stay silent. What should "
        "become of -3?",
        variants=(grader.variant(positive=np.abs),),
    ),
    grader.Misconception(
        id="relu-leaky",
        says="Negative numbers become small, but not zero.",
        hint="That is another activation, a leaky one. How much of -1000 does a plain ReLU let "
        "through?",
        variants=tuple(
            grader.variant(positive=lambda x, slope=slope: np.where(x > 0, x, slope * x))
            for slope in (0.01, 0.05, 0.1, 0.2, 0.3)
        ),
    ),
    grader.Misconception(
        id="relu-exponential",
        says="Negative numbers become exp(x) - 1, which is an ELU.",
        hint="ELU is smooth, ReLU has a corner. What is left of a negative number?",
        variants=(grader.variant(positive=lambda x: np.where(x > 0, x, np.expm1(x))),),
    ),
    grader.Misconception(
        id="relu-clipped-above",
        says="Large numbers are cut off too.",
        hint="ReLU has a floor. Has it a ceiling? Try 1000.",
        variants=tuple(
            grader.variant(positive=lambda x, top=top: np.clip(x, 0, top)) for top in (1, 6, 255)
        ),
    ),
    # https://stackoverflow.com/questions/32109319/how-to-implement-the-relu-function-in-numpy:
    # function and derivative stand side by side among the answers.
    grader.Misconception(
        id="relu-derivative",
        says="Positive numbers become 1: that is the derivative of ReLU.",
        hint="The derivative is for training. What does the layer hand on when 1.5 comes in?",
        variants=(
            grader.variant(positive=lambda x: (x > 0).astype(np.float64)),
            grader.variant(positive=lambda x: (x >= 0).astype(np.float64)),
        ),
    ),
    grader.Misconception(
        id="relu-drops-negatives",
        says="Negative numbers are thrown away, and the rest comes back in one line.",
        hint="Every number has its place in the picture, and should keep it. What stands in the "
        "place of a negative one?",
        variants=(
            grader.variant(positive=lambda x: x[x > 0]),
            grader.variant(positive=lambda x: x[x >= 0]),
        ),
    ),
    grader.Misconception(
        id="relu-keeps-negatives",
        says="The negative numbers are kept, and the positive ones become 0.",
        hint="Of x and 0, ReLU keeps the larger one. Which one does your code keep of 1.5 and 0?",
        variants=(grader.variant(positive=lambda x: np.minimum(x, 0)),),
    ),
    grader.Misconception(
        id="relu-does-nothing",
        says="The numbers come back as they are.",
        hint="Try a single negative number. What should come back?",
        variants=(grader.variant(positive=lambda x: x),),
    ),
    grader.Misconception(
        id="relu-other-activation",
        says="The numbers are squeezed by a sigmoid or by tanh.",
        hint="Older networks used these. They bend; ReLU is made of two straight lines. What "
        "should become of 2, and of 4?",
        variants=(
            grader.variant(positive=_sigmoid),
            grader.variant(positive=np.tanh),
        ),
    ),
)
