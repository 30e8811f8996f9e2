import math


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    sh, sw = strides
    h, w, c = x.shape
    if padding == "same":
        oh, ow = math.ceil(h / sh), math.ceil(w / sw)
        th = max((oh - 1) * sh + ph - h, 0)
        tw = max((ow - 1) * sw + pw - w, 0)
        x = np.pad(x, [(th // 2, th - th // 2), (tw // 2, tw - tw // 2), (0, 0)])
    else:
        oh, ow = (h - ph) // sh + 1, (w - pw) // sw + 1
    out = np.zeros((oh, ow, c))
    for i in range(oh):
        for j in range(ow):
            for k in range(c):
                out[i, j, k] = np.max(x[i * sh : i * sh + ph, j * sw : j * sw + pw, k])
    return out
