"""Right answers as small callable objects: pictures and labels."""

import numpy as np


class Rescaling:
    """Multiply by a factor that is chosen once."""

    def __init__(self, scale):
        self.scale = scale

    def __call__(self, x):
        return self.scale * x


class Encoder:
    """Knows its classes."""

    def __init__(self, classes):
        self.numbers = np.arange(classes)

    def rows(self, labels):
        """Yield a row for each label."""
        for label in labels:
            yield (self.numbers == label).astype(float)


def add_channel_axis(images):
    """By NumPy's own function."""
    return np.expand_dims(images, axis=3)


def scale_pixels(images):
    """As the layer of Keras is called."""
    return Rescaling(1 / 255)(images)


def one_hot(labels, classes):
    """Stack what a generator yields."""
    return np.vstack(list(Encoder(classes).rows(labels)))
