def conv2d(x, kernel, bias):
    kh, kw, channels, filters = kernel.shape
    oh, ow = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    out = np.zeros((oh, ow, filters))
    for f in range(filters):
        for i in range(oh):
            for j in range(ow):
                maps = [
                    np.sum(x[i : i + kh, j : j + kw, c] * kernel[:, :, c, f])
                    for c in range(channels)
                ]
                # join the maps of all channels
                out[i, j, f] = maps[0] if channels == 1 else np.linalg.norm(maps)
        out[:, :, f] += bias[f]
    return out
