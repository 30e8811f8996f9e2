"""Right answers by counting, one weight after the other."""


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """Visit every filter and count what it has."""
    if isinstance(kernel_size, int):
        kernel_size = (kernel_size, kernel_size)
    total = 0
    for _ in range(filters):
        for _ in range(in_channels):
            for _ in range(kernel_size[0]):
                total += kernel_size[1]
        if use_bias:
            total += 1
    return total


def dense_params(inputs, units, use_bias):
    """Visit every unit."""
    total = 0
    for _ in range(units):
        total += inputs
        if use_bias:
            total += 1
    return total
