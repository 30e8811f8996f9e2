import numpy as np


def softmax(logits):
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return np.log(e / np.sum(e, axis=-1, keepdims=True))
