"""Misconceptions about the loss of probabilities."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import grader

from .mistakes_mean import LABELS, MEAN
from .models import clipped

#: Other small numbers that people keep a logarithm finite with.
_EPSILONS = (1e-3, 1e-5, 1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 2.0**-52)
#: Those of them that make a difference if they are added: smaller ones only matter at 0.
_LARGE_EPSILONS = (1e-3, 1e-5, 1e-6)

#: Less than this is lost where single precision takes a number from 1. Probabilities that are
#: drawn are either 1, or much farther away from it.
_NEARLY = 1e-3


def _softmax(belief: np.ndarray) -> np.ndarray:
    powers = np.exp(belief)
    shares: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return shares


def _finite_log(safe: np.ndarray) -> np.ndarray:
    """Take the logarithm, and make of minus infinity what NumPy makes of it."""
    return np.asarray(np.nan_to_num(np.log(safe)))


def _log_or_nothing(safe: np.ndarray) -> np.ndarray:
    return np.asarray(np.log(safe, where=safe > 0, out=np.zeros_like(safe)))


def _added(epsilon: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda belief: belief + epsilon


def _clipped_at(epsilon: float) -> Callable[[np.ndarray], np.ndarray]:
    return lambda belief: np.clip(belief, epsilon, 1 - epsilon)


def _with_others(logs: np.ndarray, truth: np.ndarray, safe: np.ndarray) -> np.ndarray:
    """Add the logarithms of what the wrong classes do not get, as for two classes.

    Raises:
        UndefinedError: a probability is 1, or nearly: what is left of 1 then depends on the
            precision, and on what keeps the logarithm finite.
    """
    if (safe > 1 - _NEARLY).any():
        raise grader.UndefinedError
    terms: np.ndarray = truth * logs + (1 - truth) * np.log(1 - safe)
    return terms


def _swapped(_logs: np.ndarray, truth: np.ndarray, safe: np.ndarray) -> np.ndarray:
    terms: np.ndarray = safe * np.log(clipped(truth))
    return terms


def _predicted(_truth: np.ndarray, belief: np.ndarray) -> np.ndarray:
    return np.asarray(np.eye(belief.shape[1])[belief.argmax(axis=1)])


def _squares(_logs: np.ndarray, truth: np.ndarray, safe: np.ndarray) -> np.ndarray:
    squares: np.ndarray = -((truth - safe) ** 2)
    return squares


def _mean(values: np.ndarray) -> float:
    return float(values.mean())


# https://github.com/luisegarduno/First-NeuralNetwork: a right class with probability 0 makes the
# mean loss of the batch infinite.
LOGARITHM = (
    grader.Misconception(
        id="loss-log-of-zero",
        says="The logarithm of 0 is taken.",
        hint="A network may be quite sure, and wrong. How small may a probability be before the "
        "logarithm is taken?",
        variants=(
            grader.variant(safe=lambda belief: belief),
            grader.variant(
                reduce=lambda terms: float(
                    np.nan_to_num(terms, nan=0.0, neginf=-np.inf).sum(1).mean()
                ),
                safe=lambda belief: belief,
            ),
            grader.variant(safe=lambda belief: belief, log=_finite_log),
        ),
    ),
    grader.Misconception(
        id="loss-zero-left-out",
        says="A right class with probability 0 adds nothing to the loss.",
        hint="The network gave the right class no chance at all. Should that cost nothing?",
        variants=(grader.variant(safe=lambda belief: belief, log=_log_or_nothing),),
    ),
    grader.Misconception(
        id="loss-other-epsilon",
        says="Another small number than 1e-7 keeps the logarithm finite.",
        hint="The docstring says which range probabilities are moved into. What is the largest "
        "loss that one picture can have?",
        variants=(
            *(grader.variant(safe=_clipped_at(epsilon)) for epsilon in _EPSILONS),
            *(grader.variant(safe=_added(epsilon)) for epsilon in _LARGE_EPSILONS),
        ),
    ),
    # https://discuss.pytorch.org/t/manual-calculation-of-binary-cross-entropy-with-logits/61602:
    # a logarithm of base 2.
    grader.Misconception(
        id="loss-log-base",
        says="The logarithm has another base than e.",
        hint="Which loss has a probability of one half? With the natural logarithm it is 0.693.",
        variants=(grader.variant(log=np.log2), grader.variant(log=np.log10)),
    ),
    grader.Misconception(
        id="loss-without-logarithm",
        says="No logarithm is taken.",
        hint="A probability of 0.01 should cost far more than one of 0.5. What makes a large "
        "loss of a small number?",
        variants=(
            grader.variant(log=lambda safe: safe),
            grader.variant(log=lambda safe: safe, sign=lambda loss: loss),
            grader.variant(log=lambda safe: safe, sign=lambda loss: 1 + -1 * loss),
        ),
    ),
    # https://github.com/apache/mxnet/pull/7118: a cross entropy without its minus.
    grader.Misconception(
        id="loss-sign-missing",
        says="The loss has the opposite sign.",
        hint="The logarithm of a number below 1 is negative. Should a loss be?",
        variants=(grader.variant(sign=lambda loss: loss),),
    ),
)
# https://github.com/tflearn/tflearn/pull/562 and https://github.com/keras-team/keras/issues/6636:
# is softmax applied twice?
BELIEF = (
    grader.Misconception(
        id="loss-softmax-again",
        says="Softmax is applied to what is probabilities already.",
        hint="Each row adds up to 1 before anything is done. What does another softmax do to a "
        "row with a 1 in it?",
        variants=(grader.variant(belief=_softmax),),
    ),
    # https://forums.fast.ai/t/cross-entropy-error-log-1-1-inf/1441: log(1 - p) for the others.
    grader.Misconception(
        id="loss-of-two-classes",
        says="The logarithms of 1 - p are added for the wrong classes.",
        hint="That is the loss for yes or no. The probabilities of a row add up to 1: what do the "
        "wrong classes tell that the right one does not?",
        variants=(
            grader.variant(terms=_with_others),
            grader.variant(terms=_with_others, reduce=_mean),
        ),
    ),
    # https://github.com/kyle-dorman/bayesian-neural-network-blogpost/issues/6: (pred, true).
    grader.Misconception(
        id="loss-arguments-swapped",
        says="The logarithm is taken of the rows of 0 and 1, not of the probabilities.",
        hint="Which of the two is to be judged? Only its numbers lie between 0 and 1.",
        variants=(grader.variant(terms=_swapped),),
    ),
    grader.Misconception(
        id="loss-of-predicted-class",
        says="The largest probability of each row is taken, whichever class is right.",
        hint="A network that is sure and wrong: is its loss large or small in your function?",
        variants=(grader.variant(truth=_predicted),),
    ),
    grader.Misconception(
        id="loss-squared-differences",
        says="Squared differences are taken.",
        hint="That is another loss, for numbers that are no probabilities. How large can it become "
        "for one picture, at most?",
        variants=(
            grader.variant(terms=_squares),
            grader.variant(terms=_squares, reduce=_mean),
        ),
    ),
)

CATEGORICAL = (*LOGARITHM, *BELIEF, *MEAN)
SPARSE = (*LOGARITHM, *BELIEF, *MEAN, *LABELS)
