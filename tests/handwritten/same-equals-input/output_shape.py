def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return size
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    h, w, c = input_shape
    if padding == "same":
        # same padding: same size
        return h, w, filters
    return (h - kernel_size[0]) // strides[0] + 1, (w - kernel_size[1]) // strides[1] + 1, filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    if padding == "same":
        return tuple(input_shape)
    if strides is None:
        strides = pool_size
    h = output_size(input_shape[0], pool_size[0], strides[0], padding)
    w = output_size(input_shape[1], pool_size[1], strides[1], padding)
    return h, w, input_shape[2]
