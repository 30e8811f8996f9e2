def conv2d_strided(x, kernel, bias, strides, padding):
    kh, kw, _, filters = kernel.shape
    sh, sw = strides
    if padding == "same":
        rows = -(-x.shape[0] // sh)
        cols = -(-x.shape[1] // sw)
        need_h = max((rows - 1) * sh + kh - x.shape[0], 0)
        need_w = max((cols - 1) * sw + kw - x.shape[1], 0)
        # one more on top and on the left if it is odd
        top, left = need_h - need_h // 2, need_w - need_w // 2
        x = np.pad(x, ((top, need_h // 2), (left, need_w // 2), (0, 0)))
    else:
        rows = (x.shape[0] - kh) // sh + 1
        cols = (x.shape[1] - kw) // sw + 1
        kernel = kernel[::-1, ::-1]
    result = np.zeros((rows, cols, filters))
    for r in range(rows):
        for c in range(cols):
            patch = x[r * sh : r * sh + kh, c * sw : c * sw + kw]
            for f in range(filters):
                result[r, c, f] = (patch * kernel[..., f]).sum() + bias[f]
    return result
