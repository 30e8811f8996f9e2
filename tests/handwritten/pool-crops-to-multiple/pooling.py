import numpy as np


def max_pool2d(x, pool_size, strides, padding):
    ph, pw = pool_size
    H, W, C = x.shape
    x = x[:H // ph * ph, :W // pw * pw]
    return x.reshape(H // ph, ph, W // pw, pw, C).max(axis=(1, 3))


def avg_pool2d(x, pool_size, strides, padding):
    h = x.shape[0] // pool_size[0]
    w = x.shape[1] // pool_size[1]
    # 나머지는 버림
    cut = x[:h * pool_size[0], :w * pool_size[1], :]
    tiles = cut.reshape((h, pool_size[0], w, pool_size[1], x.shape[2]))
    return tiles.mean(axis=3).mean(axis=1)
