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
    down, right = shift
    kh, kw = kernel.shape
    def conv_valid(img, k):
        oh, ow = img.shape[0] - kh + 1, img.shape[1] - kw + 1
        out = np.zeros((oh, ow))
        for i in range(oh):
            for j in range(ow):
                out[i, j] = np.sum(img[i:i + kh, j:j + kw] * k)
        return out

    a = conv_valid(move(x, down, right), kernel)
    b = move(conv_valid(x, kernel), down, right)
    diff = np.abs(a - b)
    inner = diff[down:, right:]
    return diff.max(), inner.max()
