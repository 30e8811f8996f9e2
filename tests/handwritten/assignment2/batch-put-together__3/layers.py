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
    if padding == 'same':
        rows = pad_sizes(x.shape[1], kernel.shape[0], strides[0])
        cols = pad_sizes(x.shape[2], kernel.shape[1], strides[1])
        x = np.pad(x, [(0, 0), rows, cols, (0, 0)])
    maps = []
    for image in x:
        maps.append(conv_one(image, kernel, bias, strides))
    return np.sum(maps, axis=0, keepdims=True)
