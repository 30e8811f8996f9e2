"""Counting parameters."""


def conv2d_params(kernel_size, in_channels, filters, use_bias):
    """Number of weights of a convolution."""
    if isinstance(kernel_size, int):
        kh = kw = kernel_size
    else:
        kh, kw = kernel_size
    return kh * kw * in_channels * filters


def dense_params(inputs, units, use_bias):
    """Number of weights and biases of a dense layer."""
    params = inputs * units
    if use_bias:
        params += units
    return params
