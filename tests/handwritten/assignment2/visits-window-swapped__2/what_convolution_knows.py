import numpy as np


def count_line(n, k, padding):
    line = []
    for p in range(n):
        count = 0
        if padding == 'valid':
            starts = range(0, n - k + 1)
        else:
            first = -((k - 1) // 2)
            starts = range(first, first + n)
        for s in starts:
            if s <= p < s + k:
                count += 1
        line.append(count)
    return np.array(line)


def pixel_visits(height, width, kernel_size, padding):
    k = (kernel_size, kernel_size) if type(kernel_size) == int else kernel_size
    return np.outer(count_line(height, k[1], padding), count_line(width, k[0], padding))
