def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    h = output_size(input_shape[0], kernel_size[0], strides[0], padding)
    w = output_size(input_shape[1], kernel_size[1], strides[1], padding)
    # every filter makes a map of each channel
    n_maps = 0
    for channel in range(input_shape[2]):
        n_maps += filters
    return (h, w, n_maps)


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Return the shape (H', W', C) after pooling; without strides, windows lie side by side."""
    if strides is None:
        strides = pool_size
    height = output_size(input_shape[0], pool_size[0], strides[0], padding)
    width = output_size(input_shape[1], pool_size[1], strides[1], padding)
    return height, width, input_shape[2]
