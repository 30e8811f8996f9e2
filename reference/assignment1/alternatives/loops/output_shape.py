"""Right answers as loops: counts the windows one by one."""


def output_size(size, kernel_size, stride, padding):
    """Count starts: "same" needs one in the image, "valid" needs room for the whole window."""
    last = size - 1 if padding == "same" else size - kernel_size
    count = 0
    start = 0
    while start <= last:
        count += 1
        start += stride
    return count


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Build a list, return a tuple."""
    shape = []
    for axis in range(2):
        shape.append(output_size(input_shape[axis], kernel_size[axis], strides[axis], padding))
    shape.append(filters)
    return tuple(shape)


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Reuse the shape of a convolution with as many filters as channels."""
    strides = strides or pool_size
    return conv_output_shape(input_shape, input_shape[2], pool_size, strides, padding)
