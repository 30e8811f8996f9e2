import numpy as np


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    ph, pw = pool_size
    py, px = (ph // 2, pw // 2) if padding == "same" else (0, 0)
    big = np.full((H + 2 * py, W + 2 * px, C), -np.inf)
    big[py:py+H, px:px+W] = x
    oh = (H + 2 * py - ph) // strides[0] + 1
    ow = (W + 2 * px - pw) // strides[1] + 1
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = big[i*strides[0]:i*strides[0]+ph, j*strides[1]:j*strides[1]+pw].max(axis=(0, 1))
    return out


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    ph, pw = pool_size
    py = px = 0
    if padding == "same":
        py, px = ph // 2, pw // 2
    oh = (H + 2 * py - ph) // strides[0] + 1
    ow = (W + 2 * px - pw) // strides[1] + 1
    out = np.zeros((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            for c in range(C):
                total, count = 0.0, 0
                for u in range(ph):
                    for v in range(pw):
                        r = i * strides[0] + u - py
                        s = j * strides[1] + v - px
                        if 0 <= r < H and 0 <= s < W:
                            total += x[r, s, c]
                            count += 1
                out[i, j, c] = total / count
    return out
