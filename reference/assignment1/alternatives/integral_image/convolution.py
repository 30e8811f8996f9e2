"""Right answers with np.einsum, over the taps of the kernel instead of over the image."""

import numpy as np


def conv1d(x, w, b):
    """Stack the shifted lines, one per weight."""
    n = x.size - w.size + 1
    return np.einsum("kn,k->n", np.stack([x[k : k + n] for k in range(w.size)]), w) + b


def conv2d_single(x, w, b):
    """A special case of conv2d."""
    return conv2d(x[..., None], w[..., None, None], np.array([b]))[..., 0]


def conv2d(x, kernel, bias):
    """Add one shifted image per tap."""
    kh, kw = kernel.shape[:2]
    h, w = x.shape[0] - kh + 1, x.shape[1] - kw + 1
    maps = sum(
        np.einsum("hwc,cf->hwf", x[u : u + h, v : v + w], kernel[u, v])
        for u in range(kh)
        for v in range(kw)
    )
    return maps + bias
