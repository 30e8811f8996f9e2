def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, _, n = kernel.shape
    if padding == "valid":
        oh = (x.shape[0] - kh) // strides[0] + 1
        ow = (x.shape[1] - kw) // strides[1] + 1
        out = np.zeros((oh, ow, n))
        for i in range(oh):
            for j in range(ow):
                a, b = i * strides[0], j * strides[1]
                patch = x[a : a + kh, b : b + kw]
                out[i, j] = np.tensordot(patch, kernel, axes=3) + bias
        return out
