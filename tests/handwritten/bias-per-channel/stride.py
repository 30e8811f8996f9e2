import numpy as np
from output_shape import conv_output_shape
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    k_h, k_w, n_c, n_f = kernel.shape
    s_h, s_w = strides
    n_H, n_W, _ = conv_output_shape(x.shape, n_f, (k_h, k_w), strides, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], k_h, s_h), same_padding(x.shape[1], k_w, s_w))
    Z = np.zeros((n_H, n_W, n_f))
    for h in range(n_H):
        for w in range(n_W):
            for f in range(n_f):
                for c in range(n_c):
                    a_slice = x[h*s_h:h*s_h+k_h, w*s_w:w*s_w+k_w, c]
                    Z[h, w, f] += np.sum(a_slice * kernel[:, :, c, f])
                    Z[h, w, f] += bias[f]
    return Z
