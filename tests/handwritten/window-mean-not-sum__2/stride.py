import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    out = np.zeros(conv_output_shape(x.shape, F, (kh, kw), strides, padding))
    if padding == "same":
        top_bottom = same_padding(x.shape[0], kh, strides[0])
        left_right = same_padding(x.shape[1], kw, strides[1])
        x = zero_pad(x, top_bottom, left_right)
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            y0 = i * strides[0]
            x0 = j * strides[1]
            window = x[y0:y0 + kh, x0:x0 + kw]
            for f in range(F):
                out[i, j, f] = (window * kernel[..., f]).sum() / window.size + bias[f]
    return out
