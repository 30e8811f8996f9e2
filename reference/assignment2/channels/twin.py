"""TensorFlow's answers. Whatever is not legal is refused before it is asked."""

from __future__ import annotations

import numpy as np

from ..twins import tensor, tensorflow


def add_channel_axis(images: np.ndarray) -> np.ndarray:
    """Return ``tf.expand_dims``."""
    return np.asarray(tensorflow().expand_dims(tensor(images), -1))


def scale_pixels(images: np.ndarray) -> np.ndarray:
    """Return ``tf.image.convert_image_dtype``, which knows the range of uint8 by itself.

    Raises:
        ValueError: the pixels are of another dtype.
    """
    if images.dtype != np.uint8:
        raise ValueError(f"images are {images.dtype}, should be uint8")
    tf = tensorflow()
    return np.asarray(tf.image.convert_image_dtype(tf.constant(images), tf.float64))


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """Return ``tf.one_hot``, which writes zeros for labels that are not there.

    Raises:
        ValueError: a label is not a class.
    """
    if not ((labels >= 0) & (labels < classes)).all():
        raise ValueError(f"labels {labels} should be from 0 to {classes - 1}")
    tf = tensorflow()
    return np.asarray(tf.one_hot(tf.constant(labels), classes, dtype=tf.float64))
