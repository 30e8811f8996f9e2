import numpy as np


def total_params(rows):
    params = {}
    for kind, _, p in rows:
        params[kind] = p
    return sum(params.values())
