"""What the reference computes, layer by layer, in double precision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from ..pairs import pair

Layer = Mapping[str, Any]


def split(layers: Sequence[Layer], weights: Sequence[np.ndarray]) -> list[list[np.ndarray]]:
    """Return the arrays of each layer: a kernel, a bias, both or none."""
    waiting = [array.astype(np.float64) for array in weights]
    parts = []
    for layer in layers:
        has_kernel = layer["kind"] in {"Conv2D", "Dense"}
        count = 1 + bool(layer["use_bias"]) if has_kernel else 0
        parts.append(waiting[:count])
        waiting = waiting[count:]
    return parts


def layer_output(layer: Layer, x: np.ndarray, arrays: Sequence[np.ndarray]) -> np.ndarray:
    """Return what a layer hands on, its activation included."""
    kind = layer["kind"]
    if kind == "Flatten":
        return x.reshape(len(x), -1)
    if kind == "Dropout":
        return x
    if kind == "Dense":
        answer = x @ arrays[0]
    else:
        is_conv = kind == "Conv2D"
        window = pair(layer["kernel_size"] if is_conv else layer["pool_size"])
        steps = window if layer["strides"] is None else pair(layer["strides"])
        answer = _window_output(kind, x, window, steps, layer["padding"], arrays)
    return activated(answer + arrays[1] if len(arrays) > 1 else answer, layer.get("activation"))


def activated(numbers: np.ndarray, activation: str | None) -> np.ndarray:
    """Return numbers behind an activation."""
    if activation == "relu":
        positive: np.ndarray = np.maximum(numbers, 0.0)
        return positive
    if activation == "softmax":
        powers = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
        shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
        return shares
    return numbers


def _window_output(
    kind: str,
    x: np.ndarray,
    window: tuple[int, int],
    steps: tuple[int, int],
    padding: str,
    arrays: Sequence[np.ndarray],
) -> np.ndarray:
    answer: np.ndarray
    if kind == "Conv2D":
        lying = windows(x, window, steps, padding, 0.0)
        answer = np.tensordot(lying, arrays[0], axes=((4, 5, 3), (0, 1, 2)))
    elif kind == "MaxPooling2D":
        answer = windows(x, window, steps, padding, -np.inf).max(axis=(4, 5))
    else:
        pixels = windows(np.ones_like(x), window, steps, padding, 0.0).sum(axis=(4, 5))
        answer = windows(x, window, steps, padding, 0.0).sum(axis=(4, 5)) / pixels
    return answer


def windows(
    x: np.ndarray, window: tuple[int, int], steps: tuple[int, int], padding: str, outside: float
) -> np.ndarray:
    """Return all windows, shape (N, H', W', C, kh, kw), with ``outside`` around the pictures."""
    pads = [(0, 0), (0, 0)]
    if padding == "same":
        for axis in (0, 1):
            size, step = x.shape[1 + axis], steps[axis]
            total = max((-(-size // step) - 1) * step + window[axis] - size, 0)
            pads[axis] = (total // 2, total - total // 2)
    frame = ((0, 0), *pads, (0, 0))
    padded = np.pad(x, frame, constant_values=outside) if any(map(any, pads)) else x
    lying = np.lib.stride_tricks.sliding_window_view(padded, window, axis=(1, 2))
    return lying[:, :: steps[0], :: steps[1]]
