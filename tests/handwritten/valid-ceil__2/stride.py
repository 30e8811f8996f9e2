import numpy as np
from convolution import conv2d
from padding import same_padding


def conv2d_strided(x, kernel, bias, strides, padding):
    sh, sw = strides
    kh, kw = kernel.shape[:2]
    if padding == "same":
        ph, pw = same_padding(x.shape[0], kh, sh), same_padding(x.shape[1], kw, sw)
    else:
        # 남는 픽셀도 써야 하니까
        ph = (0, -(x.shape[0] - kh) % sh)
        pw = (0, -(x.shape[1] - kw) % sw)
    x = np.pad(x, (ph, pw, (0, 0)))
    return conv2d(x, kernel, bias)[::sh, ::sw]
