import numpy as np
from padding import same_padding, zero_pad


def one_map(x, k, b, sh, sw):
    hs = range(0, x.shape[0] - k.shape[0] + 1, sh)
    ws = range(0, x.shape[1] - k.shape[1] + 1, sw)
    return np.array([[np.sum(x[i:i+k.shape[0], j:j+k.shape[1]] * k) + b for j in ws] for i in hs])


def conv2d_strided(x, kernel, bias, strides, padding):
    sh, sw = strides
    if padding == "same":
        x = zero_pad(
            x,
            same_padding(x.shape[0], kernel.shape[0], sh),
            same_padding(x.shape[1], kernel.shape[1], sw),
        )
    for f in range(kernel.shape[3]):
        fmap = one_map(x, kernel[:, :, :, f], bias[f], sh, sw)
    # all maps together
    return np.stack([fmap] * kernel.shape[3], axis=-1)
