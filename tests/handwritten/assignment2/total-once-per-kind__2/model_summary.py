import numpy as np


def total_params(rows):
    seen = []
    total = 0
    for kind, _, p in rows:
        if kind not in seen:
            seen.append(kind)
            total += p
    return total
