import numpy as np


def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    total = np.sum(np.exp(logits - m), axis=-1, keepdims=True)
    return np.exp(logits) / total
