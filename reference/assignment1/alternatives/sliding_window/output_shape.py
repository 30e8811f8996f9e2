"""Right answers by making the ranges of starts and asking for their length."""


def output_size(size, kernel_size, stride, padding):
    """A range knows how many steps it has."""
    stop = size if padding == "same" else size - kernel_size + 1
    return len(range(0, stop, stride))


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """map over the two axes."""
    return (
        *map(output_size, input_shape[:2], kernel_size, strides, (padding, padding)),
        filters,
    )


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Slices of tuples, added up."""
    if not strides:
        strides = pool_size
    channels = input_shape[2:]
    return conv_output_shape(input_shape, None, pool_size, strides, padding)[:2] + channels
