import numpy as np


def total_params(rows):
    return max(row[2] for row in rows)
