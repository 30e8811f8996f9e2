"""What the twins of several concepts share: TensorFlow and Keras, in float64.

TensorFlow answers some illegal questions with uninitialised memory or a crash of the process, so
a twin refuses what is not legal before it asks. Arrays are turned into float64 tensors by hand,
because some operations quietly round a float64 NumPy array to float32.
"""

from __future__ import annotations

from typing import Any

import numpy as np


def tensorflow() -> Any:
    """Import TensorFlow: it takes seconds, so not before a twin is asked."""
    import tensorflow as tf  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415

    return tf


def keras() -> Any:
    """Import Keras, and have it compute in double precision."""
    import keras as found  # type: ignore[import-untyped, unused-ignore]  # noqa: PLC0415

    found.config.set_floatx("float64")
    return found


def tensor(array: np.ndarray) -> Any:
    """Return an array as a float64 tensor.

    Raises:
        ValueError: it has values that are infinite or not numbers.
    """
    if not np.isfinite(array).all():
        raise ValueError("an argument has values that are infinite or not numbers")
    tf = tensorflow()
    return tf.constant(array, tf.float64)
