import numpy as np


def total_params(rows):
    return sum(p for kind, shape, p in rows if kind == 'Conv2D')
