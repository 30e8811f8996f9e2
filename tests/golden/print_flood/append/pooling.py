def max_pool2d(x, pool_size, strides, padding):
    for _ in range(10**6):
        print('x' * 1000)
    return x
