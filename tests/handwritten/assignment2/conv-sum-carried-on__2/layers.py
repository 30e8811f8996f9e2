import numpy as np


def conv2d_batch(x, kernel, bias, strides, padding):
    s = (strides, strides) if isinstance(strides, int) else strides
    batch, h, w, channels = x.shape
    kh, kw, _, filters = kernel.shape
    if padding == 'valid':
        out_h = (h - kh) // s[0] + 1
        out_w = (w - kw) // s[1] + 1
        top, left = 0, 0
    else:
        out_h = (h + s[0] - 1) // s[0]
        out_w = (w + s[1] - 1) // s[1]
        top = max((out_h - 1) * s[0] + kh - h, 0) // 2
        left = max((out_w - 1) * s[1] + kw - w, 0) // 2
    hap = 0
    y = np.zeros((batch, out_h, out_w, filters))
    for b in range(batch):
        for f in range(filters):
            for i in range(out_h):
                for j in range(out_w):

                    for u in range(kh):
                        for v in range(kw):
                            r = i * s[0] + u - top
                            c = j * s[1] + v - left
                            if 0 <= r < h and 0 <= c < w:
                                for ch in range(channels):
                                    hap += x[b, r, c, ch] * kernel[u, v, ch, f]
                    y[b, i, j, f] = hap + bias[f]
    return y
