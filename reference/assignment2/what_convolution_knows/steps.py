"""Single steps of the right answers."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..pairs import pair


def visits_of_axis(size: int, kernel: int, padding: str) -> np.ndarray:
    """Return how many windows lie on each pixel of one axis."""
    before = (kernel - 1) // 2 if padding == "same" else 0
    places = size if padding == "same" else size - kernel + 1
    visits = np.zeros(size, int)
    for start in range(-before, places - before):
        visits[max(start, 0) : start + kernel] += 1
    return visits


def window_and_steps(layer: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return a layer's window and its steps, each for both directions."""
    window = pair(layer["kernel_size"] if layer["kind"] == "Conv2D" else layer["pool_size"])
    return window, window if layer["strides"] is None else pair(layer["strides"])


def convolved(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the convolution with "same" padding."""
    pads = [((side - 1) // 2, side // 2) for side in kernel.shape]
    padded = np.pad(x.astype(np.float64), pads)
    answer: np.ndarray = np.zeros(x.shape)
    for down, right in np.ndindex(*kernel.shape):
        under = padded[down : down + x.shape[0], right : right + x.shape[1]]
        answer += float(kernel[down, right]) * under
    return answer


def moved_by(picture: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    """Return a picture moved down and to the right; zeros come in."""
    height, width = picture.shape
    moved = np.zeros_like(picture)
    moved[shift[0] :, shift[1] :] = picture[: height - shift[0], : width - shift[1]]
    return moved
