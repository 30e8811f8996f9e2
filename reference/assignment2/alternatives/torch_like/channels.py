"""Right answers by way of channels first, as PyTorch has them: pictures and labels."""

import numpy as np


def add_channel_axis(images):
    """Unsqueeze in front of the rows, then permute."""
    return images[:, None].transpose(0, 2, 3, 1)


def scale_pixels(images):
    """As ToTensor does it."""
    return np.true_divide(images, 255, dtype=np.float32)


def one_hot(labels, classes):
    """Scatter ones along the classes."""
    out = np.zeros((labels.shape[0], classes), dtype=np.float32)
    np.put_along_axis(out, labels[:, None], 1, axis=1)
    return out
