import numpy as np
from output_shape import output_size
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    H, W, C = x.shape
    kh, kw, _, F = kernel.shape
    H2 = output_size(H, kh, strides[0], padding)
    W2 = output_size(W, kw, strides[1], padding)
    if padding == "same":
        x = zero_pad(x, same_padding(H, kh, strides[0]), same_padding(W, kw, strides[1]))
    out = np.zeros((H2, W2, F))
    for i in range(H2):
        for j in range(W2):
            for f in range(F):
                t = 0
                for c in range(C):
                    for u in range(kh):
                        for v in range(kw):
                            t += x[i*strides[0]+u, j*strides[1]+v, c] * kernel[u, v, c, f]
                out[i, j, f] = t / C + bias[f]
    return out
