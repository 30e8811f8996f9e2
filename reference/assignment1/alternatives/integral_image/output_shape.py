"""Right answers with lambdas in a table."""

RULES = {
    "valid": lambda size, kernel_size, stride: 1 + (size - kernel_size) // stride,
    "same": lambda size, kernel_size, stride: 1 + (size - 1) // stride,
}


def output_size(size, kernel_size, stride, padding):
    """Look the rule up."""
    return RULES[padding](size, kernel_size, stride)


def conv_output_shape(input_shape, filters, kernel_size, strides, padding):
    """Unpack everything first."""
    (h, w, _), (kh, kw), (sh, sw) = input_shape, kernel_size, strides
    return output_size(h, kh, sh, padding), output_size(w, kw, sw, padding), filters


def pool_output_shape(input_shape, pool_size, strides, padding):
    """Unpack everything first."""
    h, w, c = input_shape
    ph, pw = pool_size
    sh, sw = strides if strides is not None else pool_size
    return output_size(h, ph, sh, padding), output_size(w, pw, sw, padding), c
