import numpy as np


def total_params(rows):
    return int(sum(np.prod(shape) for _, shape, _ in rows))
