def conv2d_single(x, w, b:
    return x
