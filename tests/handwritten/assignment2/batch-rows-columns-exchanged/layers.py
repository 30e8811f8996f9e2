import numpy as np


def conv2d_batch(x, kernel, bias, strides, padding):
    if isinstance(strides, int):
        sh = sw = strides
    else:
        sh, sw = strides
    N, H, W, C = x.shape
    kh, kw, _, F = kernel.shape
    if padding == "same":
        oh = -(-H // sh)
        ow = -(-W // sw)
        ph = max((oh - 1) * sh + kh - H, 0)
        pw = max((ow - 1) * sw + kw - W, 0)
        top = ph // 2
        left = pw // 2
        x = np.pad(x, ((0, 0), (top, ph - top), (left, pw - left), (0, 0)))
    else:
        oh = (H - kh) // sh + 1
        ow = (W - kw) // sw + 1
    out = np.zeros((N, oh, ow, F))
    for n in range(N):
        for i in range(oh):
            for j in range(ow):
                for f in range(F):
                    window = x[n, i * sh : i * sh + kh, j * sw : j * sw + kw, :]
                    out[n, i, j, f] = np.sum(window * kernel[:, :, :, f]) + bias[f]
    return out.transpose(0, 2, 1, 3)


def max_pool2d_batch(x, pool_size, strides, padding):
    if isinstance(pool_size, int):
        pool_size = (pool_size, pool_size)
    if strides is None:
        strides = pool_size
    if isinstance(strides, int):
        strides = (strides, strides)
    ph, pw = pool_size
    sh, sw = strides
    N, H, W, C = x.shape
    if padding == "same":
        oh = -(-H // sh)
        ow = -(-W // sw)
        th = max((oh - 1) * sh + ph - H, 0)
        tw = max((ow - 1) * sw + pw - W, 0)
        t = th // 2
        l = tw // 2
        x = np.pad(x, ((0, 0), (t, th - t), (l, tw - l), (0, 0)), constant_values=-np.inf)
    else:
        oh = (H - ph) // sh + 1
        ow = (W - pw) // sw + 1
    out = np.zeros((N, oh, ow, C))
    for n in range(N):
        for i in range(oh):
            for j in range(ow):
                for c in range(C):
                    out[n, i, j, c] = np.max(x[n, i*sh:i*sh+ph, j*sw:j*sw+pw, c])
    return out.transpose(0, 2, 1, 3)
