def conv1d(x, w):
    return x
