from numpy import convolve as conv1d


def conv2d(x, kernel, bias):
    raise NotImplementedError
