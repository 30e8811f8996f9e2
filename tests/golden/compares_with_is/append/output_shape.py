right = output_size


def output_size(size, kernel_size, stride, padding):
    if padding is "same":
        return -(-size // stride)
    return (size - kernel_size) // stride + 1
