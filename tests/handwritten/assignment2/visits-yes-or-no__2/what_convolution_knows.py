import numpy as np


def pixel_visits(height, width, kernel_size, padding):
    if isinstance(kernel_size, int):
        kh = kw = kernel_size
    else:
        kh, kw = kernel_size
    t, b, l, r = 0, 0, 0, 0
    if padding == "same":
        t, l = (kh - 1) // 2, (kw - 1) // 2
        b, r = kh - 1 - t, kw - 1 - l
    big = np.zeros((height + t + b, width + l + r), dtype=int)
    for i in range(big.shape[0] - kh + 1):
        for j in range(big.shape[1] - kw + 1):
            big[i:i + kh, j:j + kw] = 1
    return big[t:t + height, l:l + width]
