"""Right answers by way of channels first: unfold, one matrix product, fold, permute."""

import numpy as np


def nchw(x):
    """Put the channels in front of rows and columns."""
    return np.ascontiguousarray(np.moveaxis(x, 3, 1))


def nhwc(x):
    """Put the channels behind; it is a view."""
    return x.transpose(0, 2, 3, 1)


def tuple2(value):
    """Return a pair."""
    return (value, value) if isinstance(value, (int, np.integer)) else tuple(value)


def padding_of(size, k, stride):
    """Pad as TensorFlow does, what PyTorch does not with strides."""
    total = max(k - stride, 0) if size % stride == 0 else max(k - size % stride, 0)
    return total // 2, total - total // 2


def unfold(x, k, stride, padding, value=0.0):
    """Return columns (N, C, kh * kw, places) of a batch (N, C, H, W), and the map's size."""
    if padding == "same":
        pads = [padding_of(x.shape[2 + a], k[a], stride[a]) for a in (0, 1)]
        x = np.pad(x, [(0, 0), (0, 0), *pads], constant_values=value)
    n, c, h, w = x.shape
    size = ((h - k[0]) // stride[0] + 1, (w - k[1]) // stride[1] + 1)
    tops = np.repeat(np.arange(size[0]) * stride[0], size[1])
    lefts = np.tile(np.arange(size[1]) * stride[1], size[0])
    rows = np.repeat(np.arange(k[0]), k[1])[:, None] + tops
    columns = np.tile(np.arange(k[1]), k[0])[:, None] + lefts
    return x[:, :, rows, columns], size


def conv2d_batch(x, kernel, bias, strides, padding):
    """Weights of PyTorch are (F, C, kh, kw)."""
    weight = kernel.transpose(3, 2, 0, 1)
    columns, size = unfold(nchw(x), weight.shape[2:], tuple2(strides), padding)
    n, c, taps, places = columns.shape
    flat = columns.reshape(n, c * taps, places)
    out = weight.reshape(weight.shape[0], -1) @ flat + bias[:, None]
    return nhwc(out.reshape(n, -1, *size))


def pool(x, kernel_size, stride, padding, value, reduce):
    """Reduce the taps of each column."""
    k = tuple2(kernel_size)
    columns, size = unfold(nchw(x), k, tuple2(k if stride is None else stride), padding, value)
    return nhwc(reduce(columns, axis=2).reshape(*columns.shape[:2], *size))


def max_pool2d_batch(x, pool_size, strides, padding):
    """Minus infinity around the picture."""
    return pool(x, pool_size, strides, padding, float("-inf"), np.amax)


def avg_pool2d_batch(x, pool_size, strides, padding):
    """As count_include_pad=False."""
    return pool(x, pool_size, strides, padding, float("nan"), np.nanmean)
