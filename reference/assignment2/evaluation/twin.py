"""What TensorFlow and Keras answer, in float64.

Keras' losses on their own give one number for each picture; a model takes their mean, and so do
we. Keras normalises rows once more: the one with labels as numbers adds the clipped
probabilities of a row up and takes the logarithm of their sum off, the other one divides by the
sum before it clips. Rows of ours add up to 1, so the second changes nothing. The first moves
the loss by up to 4e-7, though: here it is taken back, so that both are the same function.
"""

from __future__ import annotations

import numpy as np

from ..twins import keras, tensor, tensorflow


def predict_classes(probabilities: np.ndarray) -> np.ndarray:
    """Ask TensorFlow."""
    _check(probabilities)
    return np.asarray(tensorflow().argmax(tensor(probabilities), axis=1))


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Ask Keras."""
    _check(probabilities, labels)
    matches = keras().metrics.sparse_categorical_accuracy(labels, tensor(probabilities))
    # Zeros and ones in single precision: their mean is taken here.
    return float(np.asarray(matches, np.float64).mean())


def categorical_crossentropy(probabilities: np.ndarray, one_hot: np.ndarray) -> float:
    """Ask Keras."""
    _check(probabilities)
    if one_hot.shape != probabilities.shape:
        raise ValueError(f"one_hot {one_hot.shape} does not fit {probabilities.shape}")
    losses = keras().losses.categorical_crossentropy(tensor(one_hot), tensor(probabilities))
    return float(np.asarray(losses).mean())


def sparse_categorical_crossentropy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Ask Keras, and take back that it normalises rows after it has clipped them."""
    _check(probabilities, labels)
    found = keras()
    rows = tensor(probabilities)
    losses = found.losses.sparse_categorical_crossentropy(labels, rows)
    clipped = found.ops.clip(rows, 1e-7, 1 - 1e-7)
    return float(np.asarray(losses - found.ops.log(found.ops.sum(clipped, axis=1))).mean())


def _check(probabilities: np.ndarray, labels: np.ndarray | None = None) -> None:
    """Refuse what is not legal: TensorFlow answers nan, or nothing, to labels beyond the end."""
    if probabilities.ndim != 2 or not probabilities.size:  # noqa: PLR2004  (pictures, classes)
        raise ValueError(f"probabilities of shape {probabilities.shape}")
    if labels is not None and labels.shape != probabilities.shape[:1]:
        raise ValueError(f"labels {labels.shape} do not fit {probabilities.shape}")
    if labels is not None and not ((labels >= 0) & (labels < probabilities.shape[1])).all():
        raise ValueError(f"labels {labels} beyond {probabilities.shape[1]} classes")
