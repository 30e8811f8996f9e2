def max_pool2d(x, pool_size, strides, padding):
    raise ValueError('\x1b[2J\u202e\n::error::' + 'x' * 1000)
