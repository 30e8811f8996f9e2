import numpy as np
from convolution import conv2d
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    for stride in strides:
        s = stride
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kernel.shape[0], s), same_padding(x.shape[1], kernel.shape[1], s))
    return conv2d(x, kernel, bias)[::s, ::s, :]
