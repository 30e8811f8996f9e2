import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    sh, sw = strides
    shape = conv_output_shape(x.shape, F, (kh, kw), strides, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw))
    y = np.zeros(shape)
    for f in range(F):
        for i in range(shape[0]):
            for j in range(shape[1]):
                y[i, j, f] = np.sum(x[i*sh:i*sh+kh, j*sw:j*sw+kw] * kernel[..., f])
    for one in bias:
        y = y + one
    return y
