def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    shape = [output_size(input_shape[k], kernel_size[k], strides[0], padding) for k in range(2)]
    return shape[0], shape[1], filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Return the shape (H', W', C) after pooling; without strides, windows lie side by side."""
    if strides is None:
        strides = pool_size
    height = output_size(input_shape[0], pool_size[0], strides[0], padding)
    width = output_size(input_shape[1], pool_size[1], strides[1], padding)
    return height, width, input_shape[2]
