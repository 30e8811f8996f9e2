import math


def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return int(size / stride)
    elif padding == "valid":
        return math.ceil((size - kernel_size + 1) / stride)


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Return the shape (H', W', filters) after a convolution of an (H, W, C) image."""
    height = output_size(input_shape[0], kernel_size[0], strides[0], padding)
    width = output_size(input_shape[1], kernel_size[1], strides[1], padding)
    return height, width, filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Return the shape (H', W', C) after pooling; without strides, windows lie side by side."""
    if strides is None:
        strides = pool_size
    height = output_size(input_shape[0], pool_size[0], strides[0], padding)
    width = output_size(input_shape[1], pool_size[1], strides[1], padding)
    return height, width, input_shape[2]
