"""Right answers in single precision: flatten, dense, dropout."""

import numpy as np


def flatten(x):
    """Reshape in float32."""
    return x.astype(np.float32).reshape(x.shape[0], -1)


def dense(x, weights, bias):
    """A float32 matrix product."""
    return x.astype(np.float32) @ weights.astype(np.float32) + bias.astype(np.float32)


def dropout(x, rate, mask, training):
    """Multiply by a float32 factor instead of dividing."""
    x = np.array(x, dtype=np.float32)
    if not training:
        return x
    return x * mask.astype(np.float32) * np.float32(1 / (1 - rate))
