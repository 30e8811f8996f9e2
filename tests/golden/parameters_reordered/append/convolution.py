def conv1d(x, b, w):
    return x
