import os

right = max_pool2d


def max_pool2d(x, pool_size, strides, padding):
    print('x' * 100_000)
    os.write(1, b'y' * 1_000)
    return right(x, pool_size, strides, padding)
