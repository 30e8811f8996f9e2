import numpy as np


def total_params(rows):
    total = 0
    for kind, shape, params in rows:
        total += params
        return total
