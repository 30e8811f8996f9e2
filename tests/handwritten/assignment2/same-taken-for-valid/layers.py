import numpy as np


def pad_sizes(size, k, s):
    out = int(np.ceil(size / s))
    total = max((out - 1) * s + k - size, 0)
    before = total // 2
    return before, total - before


def conv_one(image, kernel, bias, strides):
    kh, kw = kernel.shape[:2]
    oh = (image.shape[0] - kh) // strides[0] + 1
    ow = (image.shape[1] - kw) // strides[1] + 1
    out = np.zeros((oh, ow, kernel.shape[3]))
    for i in range(oh):
        for j in range(ow):
            r = i * strides[0]
            c = j * strides[1]
            patch = image[r:r + kh, c:c + kw]
            out[i, j] = np.tensordot(patch, kernel, axes=3)
    return out + bias


def conv2d_batch(x, kernel, bias, strides, padding):
    if type(strides) is int:
        strides = (strides, strides)
    if padding == 'SAME':
        rows = pad_sizes(x.shape[1], kernel.shape[0], strides[0])
        cols = pad_sizes(x.shape[2], kernel.shape[1], strides[1])
        x = np.pad(x, [(0, 0), rows, cols, (0, 0)])
    maps = []
    for image in x:
        maps.append(conv_one(image, kernel, bias, strides))
    return np.array(maps)


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
    if padding == "SAME":
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
    return out
