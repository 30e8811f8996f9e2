import numpy as np


def softmax(logits):
    m = np.max(logits, axis=-1, keepdims=True)
    return (logits == m).astype(float)
