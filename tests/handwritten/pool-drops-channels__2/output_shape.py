def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Return the shape (H', W', filters) after a convolution of an (H, W, C) image."""
    height = output_size(input_shape[0], kernel_size[0], strides[0], padding)
    width = output_size(input_shape[1], kernel_size[1], strides[1], padding)
    return height, width, filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    # conv with one filter has the same shape
    return conv_output_shape(input_shape, 1, pool_size, strides, padding)
