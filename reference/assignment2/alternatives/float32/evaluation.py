"""Right answers in single precision: np.float32 scalars, answers of small int types."""

import numpy as np

TINY = np.float32(1e-7)


def predict_classes(probabilities):
    """Of a small int type: there are few classes."""
    return np.argmax(probabilities, axis=1).astype(np.int32)


def accuracy(probabilities, labels):
    """A mean of float32 zeros and ones."""
    return np.mean((predict_classes(probabilities) == labels).astype(np.float32))


def categorical_crossentropy(probabilities, one_hot):
    """Clip, log, multiply, sum, mean: all of it float32."""
    p = np.clip(probabilities.astype(np.float32), TINY, np.float32(1) - TINY)
    return -np.sum(one_hot.astype(np.float32) * np.log(p), axis=1).mean(dtype=np.float32)


def sparse_categorical_crossentropy(probabilities, labels):
    """Pick first, then clip."""
    picked = probabilities[np.arange(len(labels)), labels].astype(np.float32)
    return np.mean(-np.log(np.clip(picked, TINY, np.float32(1) - TINY)))
