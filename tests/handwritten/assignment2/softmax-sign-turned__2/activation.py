import numpy as np


def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    e = np.exp(m - logits)
    return e / np.sum(e, axis=-1, keepdims=True)
