import numpy as np


def conv_same(img, k):
    kh, kw = k.shape
    H, W = img.shape
    t, l = (kh - 1) // 2, (kw - 1) // 2
    p = np.pad(img, ((t, kh - 1 - t), (l, kw - 1 - l)))
    out = np.zeros((H, W))
    for i in range(H):
        for j in range(W):
            out[i, j] = np.sum(p[i:i + kh, j:j + kw] * k)
    return out


def move(img, down, right):
    H, W = img.shape
    out = np.zeros((H, W))
    for i in range(H - down):
        for j in range(W - right):
            out[i + down, j + right] = img[i, j]
    return out


def shift_equivariance_error(x, kernel, shift):
    down = right = shift[0]
    kh, kw = kernel.shape
    a = conv_same(move(x, down, right), kernel)
    b = move(conv_same(x, kernel), down, right)
    diff = np.abs(a - b)
    top, left = (kh - 1) // 2, (kw - 1) // 2
    inner = diff[down + top:x.shape[0] - (kh - 1 - top), right + left:x.shape[1] - (kw - 1 - left)]
    return diff.max(), inner.max()
