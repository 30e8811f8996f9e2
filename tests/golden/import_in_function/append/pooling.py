def max_pool2d(x, pool_size, strides, padding):
    import tensorflow as tf

    return tf.nn.max_pool2d(x[None], pool_size, strides, padding.upper())[0]
