def max_pool2d(x, pool_size, strides, padding):
    return np.ones((10**6, 10**6))
