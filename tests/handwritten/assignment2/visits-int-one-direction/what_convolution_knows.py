import numpy as np


def pixel_visits(height, width, kernel_size, padding):
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, 1)
    kh, kw = kernel_size
    visits = np.zeros((height, width), dtype=int)
    if padding == "same":
        top, left = (kh - 1) // 2, (kw - 1) // 2
        rows, cols = height, width
    else:
        top = left = 0
        rows, cols = height - kh + 1, width - kw + 1
    for i in range(rows):
        for j in range(cols):
            for u in range(kh):
                for v in range(kw):
                    r = i + u - top
                    c = j + v - left
                    if 0 <= r < height and 0 <= c < width:
                        visits[r, c] += 1
    return visits
