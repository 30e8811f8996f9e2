import numpy as np


def softmax(logits):
    out = np.zeros_like(logits)
    best = np.argmax(logits, axis=-1)
    np.put_along_axis(out, best[..., None], 1, axis=-1)
    return out
