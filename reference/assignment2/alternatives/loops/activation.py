"""Right answers as nested loops over single numbers: activations."""

import math

import numpy as np


def relu(x):
    """Copy, then visit every cell."""
    out = np.array(x)
    for place in np.ndindex(*out.shape):
        if out[place] < 0:
            out[place] = 0
    return out


def softmax(logits):
    """One row after the other, whatever lies in front of the last axis."""
    rows = []
    for row in logits.reshape(-1, logits.shape[-1]).tolist():
        largest = row[0]
        for logit in row:
            if logit > largest:
                largest = logit
        powers = [math.exp(logit - largest) for logit in row]
        total = 0.0
        for power in powers:
            total = total + power
        rows.append([power / total for power in powers])
    return np.array(rows).reshape(logits.shape)
