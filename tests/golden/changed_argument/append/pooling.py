right = max_pool2d


def max_pool2d(x, pool_size, strides, padding):
    out = right(x, pool_size, strides, padding)
    x += 1
    return out
