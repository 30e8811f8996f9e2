import numpy as np


def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    return np.exp(logits - m) / np.sum(np.exp(logits), axis=-1, keepdims=True)
