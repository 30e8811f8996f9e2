import numpy as np
from output_shape import output_size
from padding import same_padding, zero_pad


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    jump_h = strides[0] + 1   # stride 칸을 건너뛴다
    jump_w = strides[1] + 1
    oh = output_size(x.shape[0], kh, jump_h, padding)
    ow = output_size(x.shape[1], kw, jump_w, padding)
    if padding == "same":
        x = zero_pad(x, same_padding(x.shape[0], kh, jump_h), same_padding(x.shape[1], kw, jump_w))
    out = np.zeros((oh, ow, F))
    for i in range(oh):
        for j in range(ow):
            for f in range(F):
                out[i, j, f] = np.sum(x[i*jump_h:i*jump_h+kh, j*jump_w:j*jump_w+kw] * kernel[..., f]) + bias[f]
    return out
