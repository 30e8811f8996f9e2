"""The answers of Keras' own layers. Whatever is not legal is refused before it is asked."""

from __future__ import annotations

from typing import Final

import numpy as np

from ..twins import keras, tensor

#: So many numbers are dropped and kept that some are kept for sure.
_MANY: Final = 500


def flatten(x: np.ndarray) -> np.ndarray:
    """Return the answer of ``keras.layers.Flatten``."""
    return np.asarray(keras().layers.Flatten()(tensor(x)))


def dense(x: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return the answer of ``keras.layers.Dense`` with these weights.

    Raises:
        ValueError: the arguments do not fit together.
    """
    layer = keras().layers.Dense(weights.shape[1])
    layer.build((None, x.shape[1]))
    layer.set_weights([weights, bias])
    return np.asarray(layer(tensor(x)))


def dropout(x: np.ndarray, rate: float, mask: np.ndarray, training: bool) -> np.ndarray:
    """Return what ``keras.layers.Dropout`` makes of numbers that are kept, where the mask keeps.

    Keras draws a mask of its own. So it is asked what it does to ones, and that is done to ``x``.

    Raises:
        ValueError: the rate or the mask is not legal, or Keras did not treat all numbers alike.
    """
    if not 0 <= rate < 1 or not np.isin(mask, (0, 1)).all() or mask.shape != x.shape:
        raise ValueError(f"rate {rate}, mask {mask}: not legal")
    ones = np.ones((1, _MANY))
    found = np.asarray(keras().layers.Dropout(rate, seed=1)(tensor(ones), training=training))
    factors = np.unique(found[found != 0])
    if len(factors) != 1 or (not training and (found == 0).any()):
        raise ValueError(f"keras made {factors} of ones")
    kept = x.astype(np.float64) * factors[0]
    return np.where(mask == 0, 0.0, kept) if training else kept
