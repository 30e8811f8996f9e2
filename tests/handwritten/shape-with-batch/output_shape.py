def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    H, W, _ = input_shape
    return (1, output_size(H, kernel_size[0], strides[0], padding), output_size(W, kernel_size[1], strides[1], padding), filters)


def pool_output_shape(input_shape, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    batch = 1
    h = output_size(input_shape[0], pool_size[0], strides[0], padding)
    w = output_size(input_shape[1], pool_size[1], strides[1], padding)
    return batch, h, w, input_shape[2]
