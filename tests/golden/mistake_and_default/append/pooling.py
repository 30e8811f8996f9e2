import math


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = (1, 1)
    ph, pw = pool_size
    sh, sw = strides
    H, W, C = x.shape
    if padding == "same":
        oh, ow = math.ceil(H / sh), math.ceil(W / sw)
        th = max((oh - 1) * sh + ph - H, 0)
        tw = max((ow - 1) * sw + pw - W, 0)
        x = np.pad(x, ((th // 2, th - th // 2), (tw // 2, tw - tw // 2), (0, 0)))
    else:
        oh, ow = (H - ph) // sh + 1, (W - pw) // sw + 1
    out = np.empty((oh, ow, C))
    for i in range(oh):
        for j in range(ow):
            out[i, j] = np.mean(x[i * sh : i * sh + ph, j * sw : j * sw + pw], axis=(0, 1))
    return out
