right = zero_pad


def zero_pad(x, pad_height, pad_width):
    return right(x, pad_height, pad_width).tolist()
