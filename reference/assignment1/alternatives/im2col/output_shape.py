"""Right answers with negative floor division for the ceiling."""


def output_size(size, kernel_size, stride, padding):
    """Ceil of the number of possible starts over the stride."""
    starts = size if padding == "same" else size - kernel_size + 1
    return -(-starts // stride)


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Both axes at once, by zip."""
    axes = zip(input_shape, kernel_size, strides)
    return (*(output_size(n, k, s, padding) for n, k, s in axes), filters)


def pool_output_shape(input_shape, pool_size, strides, padding):
    """The channels stay."""
    return conv_output_shape(input_shape, input_shape[-1], pool_size, strides or pool_size, padding)
