import numpy as np
from convolution import conv2d


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw = kernel.shape[:2]
    if padding == "same":
        # padding = kernel_size // 2 (PyTorch)
        x = np.pad(x, ((kh // 2, kh // 2), (kw // 2, kw // 2), (0, 0)))
    oh = (x.shape[0] - kh) // strides[0] + 1
    ow = (x.shape[1] - kw) // strides[1] + 1
    y = np.zeros((oh, ow, kernel.shape[3]))
    for i in range(oh):
        for j in range(ow):
            top, left = i * strides[0], j * strides[1]
            y[i, j] = conv2d(x[top:top+kh, left:left+kw], kernel, bias)[0, 0]
    return y
