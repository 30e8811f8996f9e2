import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    new_h, new_w, _ = conv_output_shape(x.shape, F, (kh, kw), strides, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    result = np.zeros((new_h, new_w, F))
    for i in range(new_h):
        for j in range(new_w):
            for f in range(F):
                result[i, j, f] = np.sum(x[i:i+kh, j:j+kw, :] * kernel[:, :, :, f]) + bias[f]
    return result
