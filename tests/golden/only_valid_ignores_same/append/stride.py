def conv2d_strided(x, kernel, bias, strides, padding):
    # TODO: padding
    kh, kw, _, n = kernel.shape
    oh = (x.shape[0] - kh) // strides[0] + 1
    ow = (x.shape[1] - kw) // strides[1] + 1
    out = np.zeros((oh, ow, n))
    for i in range(oh):
        for j in range(ow):
            a, b = i * strides[0], j * strides[1]
            out[i, j] = np.tensordot(x[a : a + kh, b : b + kw], kernel, axes=3) + bias
    return out
