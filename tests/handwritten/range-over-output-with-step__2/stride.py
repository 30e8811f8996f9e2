import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    out = np.zeros(conv_output_shape(x.shape, F, (kh, kw), strides, padding))
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    for f in range(F):
        for i in range(0, out.shape[0], strides[0]):
            for j in range(0, out.shape[1], strides[1]):
                s = 0
                for u in range(kh):
                    for v in range(kw):
                        s += np.dot(x[i * strides[0] + u, j * strides[1] + v, :], kernel[u, v, :, f])
                out[i, j, f] = s + bias[f]
    return out
