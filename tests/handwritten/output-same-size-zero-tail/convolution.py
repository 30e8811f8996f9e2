import numpy as np


def conv1d(x, w, b):
    y = np.zeros_like(x)
    for i in range(len(x) - len(w) + 1):
        y[i] = (x[i:i+len(w)] * w).sum() + b
    return y


def conv2d_single(x, w, b):
    out = np.zeros(x.shape)
    for i in range(x.shape[0] - w.shape[0] + 1):
        for j in range(x.shape[1] - w.shape[1] + 1):
            total = 0
            for u in range(w.shape[0]):
                for v in range(w.shape[1]):
                    total += x[i + u, j + v] * w[u, v]
            out[i, j] = total + b
    return out


def conv2d(x, kernel, bias):
    H, W, C = x.shape
    kh, kw, C, F = kernel.shape
    out = np.zeros((H, W, F))      # 출력 크기는 입력과 같다
    for i in range(H):
        for j in range(W):
            if i + kh <= H and j + kw <= W:
                for f in range(F):
                    out[i, j, f] = np.sum(x[i:i+kh, j:j+kw] * kernel[:, :, :, f]) + bias[f]
    return out
