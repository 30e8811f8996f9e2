import numpy as np


def softmax(logits):
    return logits / np.sum(logits, axis=-1, keepdims=True)
