import numpy as np
from convolution import conv2d
from padding import conv2d_same


def conv2d_strided(x, kernel, bias, strides, padding):
    if padding == "same":
        return conv2d_same(x, kernel, bias)
    else:
        return conv2d(x, kernel, bias)
