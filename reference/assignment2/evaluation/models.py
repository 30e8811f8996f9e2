"""The same computations from rules, so that misconceptions can replace them."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

#: A right student may add 1e-7, take the larger of both, or clip: with probabilities of 1/16 and
#: more, the logarithm differs by less than 1.6e-6; where 1 is reached, by 2.2e-7; at 0 not at all.
_WAYS_TO_BE_SAFE = 2e-6
#: The logarithm itself, in single precision, of numbers from 1e-7 on: half a last place of 16.
_LOGARITHM = 2e-6
#: No loss is as large, whatever is done to it.
_HUGE = 1e30


def first_largest(probabilities: np.ndarray) -> np.ndarray:
    """Return for each row the place of its largest number."""
    return np.asarray(np.argmax(probabilities, axis=1))


def _same(value: Any, *_: Any) -> Any:
    return value


def _predict(rules: SimpleNamespace, probabilities: np.ndarray) -> Any:
    return rules.form(rules.choose(probabilities), probabilities)


def _accuracy(rules: SimpleNamespace, probabilities: np.ndarray, labels: np.ndarray) -> Any:
    classes = rules.choose(probabilities)
    matches = rules.match(classes, labels)
    return rules.share(np.asarray(matches), probabilities)


def compared(classes: Any, labels: np.ndarray) -> np.ndarray:
    """Compare as NumPy does, which raises ValueError where the shapes do not fit.

    Raises:
        ValueError: the shapes do not fit.
    """
    return np.asarray(np.equal(classes, labels))


def share(matches: np.ndarray, _probabilities: np.ndarray) -> float:
    """Return the share of what is true."""
    return float(matches.mean())


def clipped(probabilities: np.ndarray) -> np.ndarray:
    """Move probabilities into the range of Keras."""
    return np.asarray(np.clip(probabilities, 1e-7, 1 - 1e-7))


def loss_terms(logs: np.ndarray, truth: np.ndarray, _safe: np.ndarray) -> np.ndarray:
    """Return what each class adds to the loss of each picture, before the sign is turned."""
    terms: np.ndarray = truth * logs
    return terms


def mean_of_sums(terms: np.ndarray) -> float:
    """Return the mean over the pictures."""
    return float(terms.sum(axis=1).mean())


def _categorical(rules: SimpleNamespace, probabilities: np.ndarray, one_hot: np.ndarray) -> Any:
    belief = np.asarray(probabilities, np.float64)
    truth = np.asarray(one_hot, np.float64)
    # Wrong rules take logarithms of 0 and multiply infinities: the answer tells.
    with np.errstate(all="ignore"):
        safe = rules.safe(rules.belief(belief))
        terms = rules.terms(rules.log(safe), rules.truth(truth, belief), safe)
        return rules.sign(rules.reduce(terms))


def _sparse(rules: SimpleNamespace, probabilities: np.ndarray, labels: np.ndarray) -> Any:
    one_hot = np.eye(probabilities.shape[1])[rules.labels(labels, probabilities.shape[1])]
    return _categorical(rules, probabilities, one_hot)


def _error(answer: Any, pictures: int) -> float:
    sizes = np.abs(np.asarray(answer, np.float64))
    # What a wrong rule makes of infinity may be finite, and too large for anything.
    size = float(sizes[sizes < _HUGE].max(initial=0.0))
    return _WAYS_TO_BE_SAFE + _LOGARITHM + float(grader.sum_error(pictures, size))


def one_hot_error(
    answer: Callable[..., Any], probabilities: np.ndarray, one_hot: np.ndarray
) -> float:
    """Return how far off the loss may be."""
    return _error(answer(probabilities, one_hot), len(one_hot))


def labels_error(
    answer: Callable[..., Any], probabilities: np.ndarray, labels: np.ndarray
) -> float:
    """Return how far off the loss may be."""
    return _error(answer(probabilities, labels), len(labels))


_LOSS: dict[str, Callable[..., Any]] = {
    "belief": _same,
    "safe": clipped,
    "log": np.log,
    "truth": _same,
    "terms": loss_terms,
    "reduce": mean_of_sums,
    "sign": lambda loss: -loss,
}


def _loss_table(
    rules: SimpleNamespace, _place: tuple[int, ...], probabilities: np.ndarray, one_hot: np.ndarray
) -> grader.Table:
    """Return each picture's right class, its probability and loss; and what is made of the losses.

    Raises:
        UndefinedError: there is no single number, or it is not finite.
    """
    belief = np.asarray(probabilities, np.float64)
    with np.errstate(all="ignore"):
        safe = rules.safe(rules.belief(belief))
        truth = rules.truth(np.asarray(one_hot, np.float64), belief)
        terms = rules.terms(rules.log(safe), truth, safe)
        losses = rules.sign(terms.sum(axis=1))
    answer = _categorical(rules, probabilities, one_hot)
    if np.ndim(answer) or not np.isfinite(answer):
        raise grader.UndefinedError
    classes = truth.argmax(axis=1)
    rows = [
        (str(label), written(belief[number, label]), written(loss))
        for number, (label, loss) in enumerate(zip(classes, losses, strict=True))
    ]
    rows.append(("", "", _mean_in_words(rules, terms, float(losses.sum()), float(answer))))
    return grader.Table(tuple(rows), (float(answer),))


def _mean_in_words(rules: SimpleNamespace, terms: np.ndarray, total: float, answer: float) -> str:
    """Write what is made of the losses: their sum, divided by something, or any number."""
    # How much of each number goes in: of a mean, or of a sum, as much of every one.
    alone = np.eye(terms.size).reshape(-1, *terms.shape)
    shares = {float(rules.reduce(one)) for one in alone}
    share = shares.pop()
    if shares or not np.isclose(total * share, answer):
        return written(answer)
    return f"{written(total)} / {1 / share:.0f}"


def _sparse_table(
    rules: SimpleNamespace, place: tuple[int, ...], probabilities: np.ndarray, labels: np.ndarray
) -> grader.Table:
    one_hot = np.eye(probabilities.shape[1])[rules.labels(labels, probabilities.shape[1])]
    return _loss_table(rules, place, probabilities, one_hot)


def _accuracy_table(
    rules: SimpleNamespace, _place: tuple[int, ...], probabilities: np.ndarray, labels: np.ndarray
) -> grader.Table:
    """Return what is predicted and what is right, 1 where both are the same, and the share.

    Raises:
        UndefinedError: there is no prediction for each picture.
    """
    classes = np.asarray(rules.choose(probabilities))
    matches = np.asarray(rules.match(classes, labels))
    if not classes.shape == matches.shape == labels.shape:
        raise grader.UndefinedError
    answer = rules.share(matches, probabilities)
    rows = [
        (written(mine), str(right), str(int(match)))
        for mine, right, match in zip(classes, labels, matches, strict=True)
    ]
    return grader.Table(tuple(rows), (float(answer),))


def written(number: float) -> str:
    """Return a number in few digits.

    Example:
        >>> written(0.0625), written(2.0), written(16.118095650958319)
        ('0.0625', '2', '16.1181')
    """
    return f"{float(number) + 0.0:.6g}"


#: What the columns of these tables are called.
LOSS_COLUMNS = ("right class", "probability", "loss")
ACCURACY_COLUMNS = ("predicted", "right class", "recognised")

PREDICT = grader.Model(compute=_predict, rules={"choose": first_largest, "form": _same})
ACCURACY = grader.Model(
    compute=_accuracy,
    rules={"choose": first_largest, "match": compared, "share": share},
    trace=_accuracy_table,
)
CATEGORICAL = grader.Model(compute=_categorical, rules=_LOSS, trace=_loss_table)
SPARSE = grader.Model(compute=_sparse, rules={**_LOSS, "labels": _same}, trace=_sparse_table)
