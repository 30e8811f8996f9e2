def max_pool2d(x, pool_size, strides, padding):
    exit(1)
