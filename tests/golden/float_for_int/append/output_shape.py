right = output_size


def output_size(size, kernel_size, stride, padding):
    return float(right(size, kernel_size, stride, padding))
