def max_pool2d(x, pool_size, strides, padding):
    if strides is None:
        strides = (1, 1)
    height, width, channels = x.shape
    out = np.zeros(pool_output_shape(x.shape, pool_size, strides, padding))
    first = first_start(height, pool_size[0], strides[0], padding)
    other = first_start(width, pool_size[1], strides[1], padding)
    for i in range(out.shape[0]):
        top, bottom = inside(first + i * strides[0], pool_size[0], height)
        for j in range(out.shape[1]):
            left, right = inside(other + j * strides[1], pool_size[1], width)
            out[i, j] = x[top:bottom, left:right].max(axis=(0, 1))
    return out
