"""Right answers in single precision: activations."""

import numpy as np


def relu(x):
    """A float32 maximum."""
    return np.maximum(x.astype(np.float32), np.float32(0))


def softmax(logits):
    """Everything in float32, the subtraction too."""
    logits = logits.astype(np.float32)
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True, dtype=np.float32)
