def conv2d(x, kernel, bias):
    result = x.sum()
