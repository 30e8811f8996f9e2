def conv2d_single(x, w, b):
    w = np.rot90(w, 2)  # convolution turns the kernel around
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(w * x[i : i + kh, j : j + kw])
    return out
