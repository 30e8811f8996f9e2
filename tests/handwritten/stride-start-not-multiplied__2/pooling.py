import numpy as np
from output_shape import pool_output_shape
from windows import first_start, inside


def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    A = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    y0 = first_start(H, pool_size[0], strides[0], padding)
    x0 = first_start(W, pool_size[1], strides[1], padding)
    for h in range(A.shape[0]):
        for w in range(A.shape[1]):
            for c in range(C):
                vert_start, vert_end = inside(y0 + h, pool_size[0], H)
                horiz_start, horiz_end = inside(x0 + w, pool_size[1], W)
                a_slice = x[vert_start:vert_end, horiz_start:horiz_end, c]
                A[h, w, c] = np.max(a_slice)
    return A


def avg_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = x.shape
    A = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    y0 = first_start(H, pool_size[0], strides[0], padding)
    x0 = first_start(W, pool_size[1], strides[1], padding)
    for h in range(A.shape[0]):
        for w in range(A.shape[1]):
            for c in range(C):
                vert_start, vert_end = inside(y0 + h, pool_size[0], H)
                horiz_start, horiz_end = inside(x0 + w, pool_size[1], W)
                A[h, w, c] = np.mean(x[vert_start:vert_end, horiz_start:horiz_end, c])
    return A
