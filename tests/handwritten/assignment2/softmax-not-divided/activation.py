import numpy as np


def softmax(logits):
    return np.exp(logits - np.max(logits, axis=-1, keepdims=True))
