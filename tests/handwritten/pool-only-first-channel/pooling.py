import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def pool_one(img, pool_size, strides, padding, f):
    h, w, _ = pool_output_shape((img.shape[0], img.shape[1], 1), pool_size, strides, padding)
    res = np.zeros((h, w))
    for i in range(h):
        for j in range(w):
            t, b = inside(first_start(img.shape[0], pool_size[0], strides[0], padding) + i * strides[0], pool_size[0], img.shape[0])
            l, r = inside(first_start(img.shape[1], pool_size[1], strides[1], padding) + j * strides[1], pool_size[1], img.shape[1])
            res[i, j] = f(img[t:b, l:r])
    return res


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    return pool_one(x[:, :, 0], pool_size, strides, padding, np.max)


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    return pool_one(x[:, :, 0], pool_size, strides, padding, np.mean)
