import numpy as np


def softmax(logits):
    out = np.zeros(logits.shape)
    rows = logits.reshape(-1, logits.shape[-1])
    flat = out.reshape(-1, logits.shape[-1])
    for i in range(len(rows)):
        flat[i] = np.exp(rows[i]) / sum(np.exp(rows[i]))
    return out
