import random


def max_pool2d(x, pool_size, strides, padding):
    return x * random.random()
