import numpy as np


def total_params(rows):
    total = 0
    for row in rows:
        total += sum(row[1])
    return total
