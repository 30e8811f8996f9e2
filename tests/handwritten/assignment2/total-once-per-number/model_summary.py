import numpy as np


def total_params(rows):
    return sum({row[2] for row in rows})
