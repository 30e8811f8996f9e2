"""The same network in Keras, in double precision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..model_summary.twin import sequential
from ..twins import tensor


def forward(
    x: np.ndarray, layers: Sequence[dict[str, Any]], weights: Sequence[np.ndarray]
) -> np.ndarray:
    """Return what ``keras.Sequential`` answers.

    Raises:
        ValueError: the arguments do not fit together.
    """
    model = sequential(x.shape[1:], layers)
    model.set_weights([array.astype(np.float64) for array in weights])
    return np.asarray(model(tensor(x), training=False))
