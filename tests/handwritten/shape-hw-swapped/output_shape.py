def output_size(size, kernel_size, stride, padding):
    """Return how many windows there are along one axis."""
    if padding == "same":
        return (size + stride - 1) // stride
    return (size - kernel_size) // stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    height = output_size(input_shape[0], kernel_size[0], strides[0], padding)
    width = output_size(input_shape[1], kernel_size[1], strides[1], padding)
    return width, height, filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    st = strides if strides is not None else pool_size
    # 가로 x 세로
    x = output_size(input_shape[1], pool_size[1], st[1], padding)
    y = output_size(input_shape[0], pool_size[0], st[0], padding)
    return (x, y, input_shape[2])
