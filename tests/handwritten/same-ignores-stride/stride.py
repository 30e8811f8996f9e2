import numpy as np


def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, C, F = kernel.shape
    if padding == "same":
        top, left = (kh - 1) // 2, (kw - 1) // 2
        x = np.pad(x, ((top, kh - 1 - top), (left, kw - 1 - left), (0, 0)))
    H, W = x.shape[0], x.shape[1]
    out = []
    i = 0
    while i + kh <= H:
        row = []
        j = 0
        while j + kw <= W:
            cell = np.zeros(F)
            for f in range(F):
                cell[f] = (x[i:i + kh, j:j + kw] * kernel[:, :, :, f]).sum() + bias[f]
            row.append(cell)
            j += strides[1]
        out.append(row)
        i += strides[0]
    return np.array(out)
