import numpy as np


def total_params(rows):
    return len(rows)
