def max_pool2d(x, pool_size, strides, padding):
    while True:
        pass
