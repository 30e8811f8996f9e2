import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, n_in, n_out = kernel.shape
    out = np.zeros(conv_output_shape(x.shape, n_out, (kh, kw), strides, padding))
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, strides[0]), same_padding(x.shape[1], kw, strides[1]))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            for o in range(n_out):
                acc = bias[o]
                for u in range(kh):
                    for v in range(kw):
                        for n in range(n_in):
                            acc = acc + x[i*strides[0]+u, j*strides[1]+v, n] * kernel[u, v, o, n]
                out[i, j, o] = acc
    return out
