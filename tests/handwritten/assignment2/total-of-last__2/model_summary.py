import numpy as np


def total_params(rows):
    for row in rows:
        total = row[2]
    return total
