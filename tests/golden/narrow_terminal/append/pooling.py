right = avg_pool2d


def avg_pool2d(x, pool_size, strides, padding):
    return right(x, pool_size, strides, padding) + 1
