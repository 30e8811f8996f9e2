"""Right answers in single precision: every product, every sum and every answer is float32."""

import numpy as np


def pair(value):
    """Return sizes as an array of two ints."""
    return np.broadcast_to(np.asarray(value, dtype=np.int32), (2,))


def out_sizes(shape, window, strides, padding):
    """Return how many places there are, as an array of two ints."""
    size = np.array(shape, dtype=np.int32)
    if padding == "same":
        return -(-size // strides)
    return (size - window) // strides + 1


def padded(x, window, strides, padding, fill):
    """Put a frame of float32 around every picture of the batch."""
    x = np.asarray(x, dtype=np.float32)
    if padding == "valid":
        return x
    size = np.array(x.shape[1:3], dtype=np.int32)
    out = out_sizes(size, window, strides, padding)
    total = np.maximum((out - 1) * strides + window - size, 0)
    before = total // 2
    frame = [(b, t - b) for b, t in zip(before, total)]
    return np.pad(x, [(0, 0), *frame, (0, 0)], constant_values=np.float32(fill))


def conv2d_batch(x, kernel, bias, strides, padding):
    """Add one tap after the other to an array that begins as the bias."""
    kernel, bias = kernel.astype(np.float32), bias.astype(np.float32)
    window, (sh, sw) = pair(kernel.shape[:2]), pair(strides)
    h, w = out_sizes(x.shape[1:3], window, pair(strides), padding)
    x = padded(x, window, pair(strides), padding, 0)
    out = np.zeros((x.shape[0], h, w, kernel.shape[3]), dtype=np.float32)
    out += bias
    for u in range(window[0]):
        for v in range(window[1]):
            tap = x[:, u : u + h * sh : sh, v : v + w * sw : sw][:, :h, :w]
            for c in range(kernel.shape[2]):
                out += tap[..., c, None] * kernel[u, v, c]
    return out


def windows(x, pool_size, strides, padding, fill):
    """Return all cells of the windows, one behind the other along a new first axis."""
    window = pair(pool_size)
    steps = window if strides is None else pair(strides)
    h, w = out_sizes(x.shape[1:3], window, steps, padding)
    x = padded(x, window, steps, padding, fill)
    sh, sw = steps
    return np.stack(
        [
            x[:, u : u + (h - 1) * sh + 1 : sh, v : v + (w - 1) * sw + 1 : sw]
            for u in range(window[0])
            for v in range(window[1])
        ]
    )


def max_pool2d_batch(x, pool_size, strides, padding):
    """The lowest float32 loses against every number, or is equal to it."""
    return windows(x, pool_size, strides, padding, np.finfo(np.float32).min).max(axis=0)


def avg_pool2d_batch(x, pool_size, strides, padding):
    """Sums divided by sums of ones."""
    total = windows(x, pool_size, strides, padding, 0).sum(axis=0)
    return total / windows(np.ones_like(x), pool_size, strides, padding, 0).sum(axis=0)
