import numpy as np


def total_params(rows):
    total = 0
    for kind, shape, p in rows:
        if kind == 'Dense':
            total += p
    return total
