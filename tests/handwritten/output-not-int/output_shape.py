def output_size(size, kernel_size, stride, padding):
    if padding == "same":
        return size / stride
    return (size - kernel_size) / stride + 1


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    a = (strides[0] - 1 if padding == "same" else -kernel_size[0])
    b = (strides[1] - 1 if padding == "same" else -kernel_size[1])
    extra = 0 if padding == "same" else 1
    return (input_shape[0] + a) // strides[0] + extra, (input_shape[1] + b) // strides[1] + extra, filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    if strides is None:
        strides = pool_size
    h, w, _ = conv_output_shape(input_shape, 1, pool_size, strides, padding)
    return h, w, input_shape[2]
