def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    return (filters,) + tuple(
        output_size(n, k, s, padding) for n, k, s in zip(input_shape, kernel_size, strides)
    )


def pool_output_shape(input_shape, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    H, W, C = input_shape
    return C, output_size(H, pool_size[0], strides[0], padding), output_size(W, pool_size[1], strides[1], padding)
