import numpy as np


def relu(x):
    return np.maximum(0, x)


def conv1d(x, w, b):
    return relu(np.correlate(x, w, "valid") + b)


def conv2d_single(x, w, b):
    out = np.zeros((x.shape[0] - w.shape[0] + 1, x.shape[1] - w.shape[1] + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            z = np.sum(x[i:i+w.shape[0], j:j+w.shape[1]] * w) + b
            if z < 0:
                z = 0
            out[i, j] = z
    return out


def conv2d(x, kernel, bias):
    kh, kw, C, F = kernel.shape
    fmap = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1, F))
    for f in range(F):
        for i in range(fmap.shape[0]):
            for j in range(fmap.shape[1]):
                z = (x[i:i+kh, j:j+kw, :] * kernel[:, :, :, f]).sum() + bias[f]
                fmap[i, j, f] = max(0, z)   # 특성맵은 활성화 함수를 거친 것
    return fmap
