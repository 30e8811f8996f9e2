"""Right answers with the classes of base.py: convolution and pooling of a batch."""

from base import Conv2D, MaxPooling2D


def conv2d_batch(x, kernel, bias, strides, padding):
    """Build a layer and use it once."""
    layer = Conv2D(
        filters=kernel.shape[3],
        kernel_size=kernel.shape[:2],
        strides=strides,
        padding=padding,
        use_bias=True,
    )
    return layer.build(iter([kernel, bias]))(x)


def max_pool2d_batch(x, pool_size, strides, padding):
    """Build a layer and use it once."""
    return MaxPooling2D(pool_size=pool_size, strides=strides, padding=padding)(x)
