import numpy as np
from convolution import conv2d
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    sh, sw = strides
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kernel.shape[0], sh), same_padding(x.shape[1], kernel.shape[1], sw))
    y = conv2d(x, kernel, bias)
    # take the s-th, the 2s-th ...
    return y[sh - 1::sh, sw - 1::sw]
