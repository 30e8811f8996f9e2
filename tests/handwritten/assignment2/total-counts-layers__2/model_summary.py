import numpy as np


def total_params(rows):
    total = 0
    for row in rows:
        if row[2] > 0:
            total += 1
    return total
