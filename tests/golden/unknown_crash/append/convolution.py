def conv2d_single(x, w, b):
    kh, kw = w.shape
    out = np.zeros((x.shape[0] - kh + 1, x.shape[1] - kw + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            window = x[i : i + kh, j : j + kw]
            total = 0
            for n in range(kh):
                total += window[n] @ w[n].reshape(kh)
            out[i, j] = total + b
    return out
