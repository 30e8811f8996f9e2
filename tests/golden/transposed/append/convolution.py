right = conv2d


def conv2d(x, kernel, bias):
    return right(x, kernel, bias).transpose(1, 0, 2)
