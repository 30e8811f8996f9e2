import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    shape = conv_output_shape(x.shape, F, (kh, kw), strides, padding)
    y = np.zeros(shape)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    for f in range(F):
        for i in range(shape[0]):
            for j in range(shape[1]):
                y[i, j, f] = bias[f]
                for u in range(kh):
                    for v in range(kw):
                        for c in range(C):
                            y[i, j, f] += x[i + u * strides[0], j + v * strides[1], c] * kernel[u, v, c, f]
    return y
