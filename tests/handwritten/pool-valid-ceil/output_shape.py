import math


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
    H, W, C = input_shape
    if strides is None:
        strides = pool_size
    if padding == "same":
        return math.ceil(H / strides[0]), math.ceil(W / strides[1]), C
    h = math.ceil((H - pool_size[0]) / strides[0]) + 1
    w = math.ceil((W - pool_size[1]) / strides[1]) + 1
    return h, w, C
