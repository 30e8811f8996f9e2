right = max_pool2d


def max_pool2d(x, pool_size, strides, padding):
    if padding == 'same':
        raise NotImplementedError
    return right(x, pool_size, strides, padding)
