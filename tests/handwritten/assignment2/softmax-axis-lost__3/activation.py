import numpy as np


def softmax(logits):
    shifted = logits - logits.max(axis=-1)
    e = np.exp(shifted)
    return e / e.sum(axis=-1)
