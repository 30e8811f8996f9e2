"""Right answers in single precision: pictures and labels."""

import numpy as np


def add_channel_axis(images):
    """A new axis by indexing, in float32."""
    return images.astype(np.float32)[..., None]


def scale_pixels(images):
    """Cast first, then divide by a float32."""
    return images.astype("float32") / np.float32(255)


def one_hot(labels, classes):
    """Rows of an identity matrix in float32."""
    return np.eye(classes, dtype=np.float32)[labels]
