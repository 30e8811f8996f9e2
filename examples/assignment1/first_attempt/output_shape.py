"""Shapes of outputs."""


def output_size(size, kernel_size, stride, padding):
    """Size of the output along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Shape of the output of a convolution."""
    out = []
    for size, k, s in zip(input_shape[:2], kernel_size, strides):
        if padding == "same":
            out.append((size + s - 1) // s)
        else:
            out.append((size - k) // s + 1)
    return out[0], out[1], input_shape[2]


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Shape of the output of a pooling layer."""
    raise NotImplementedError("assignment1: pool_output_shape")
