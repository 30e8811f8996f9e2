"""Misconceptions about the axes of a batch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

import grader

from ..pairs import IntOrPair, pair
from .models import products, same_pads, step_pair

_CONV = ("conv2d_batch",)
_POOL = ("max_pool2d_batch",)


def _only(numbers: np.ndarray, chosen: slice) -> np.ndarray:
    """Leave every other picture's answer 0."""
    only = np.zeros_like(numbers)
    only[chosen] = numbers[chosen]
    return only


def _largest_for_all(numbers: np.ndarray, _images: np.ndarray) -> np.ndarray:
    return np.broadcast_to(numbers.max(axis=0), numbers.shape).copy()


def _as_far_as_they_go(windows: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Lay the kernel on what was taken for the channels.

    Raises:
        UndefinedError: whether it raises, and what, depends on how it is written.
        ValueError: there are too many of them.
    """
    taken, wanted = windows.shape[3], kernel.shape[2]
    if taken < wanted or (taken > wanted == 1):
        raise grader.UndefinedError
    return products(windows, kernel)


def _padded(
    x: np.ndarray, axes: Sequence[tuple[int, int, int]], padding: str, outside: float
) -> np.ndarray:
    """Pad the pictures as for axes of these sizes, windows and steps."""
    pads = [same_pads(*axis) if padding == "same" else (0, 0) for axis in axes]
    frame = ((0, 0), *pads, (0, 0))
    return np.pad(np.asarray(x, np.float64), frame, constant_values=outside)


def _places(axes: Sequence[tuple[int, int, int]], padding: str) -> list[int]:
    """Return how many places windows have on axes of these sizes, windows and steps.

    Raises:
        UndefinedError: no window fits.
    """
    if padding == "same":
        return [-(-size // step) for size, _, step in axes]
    if any(size < window for size, window, _ in axes):
        raise grader.UndefinedError
    return [(size - window) // step + 1 for size, window, step in axes]


def _width_first(
    x: np.ndarray, window: tuple[int, ...], strides: tuple[int, int]
) -> list[tuple[int, int, int]]:
    """Return both axes, each with the other one's size."""
    return list(zip((x.shape[2], x.shape[1]), window, strides, strict=True))


def _convolve_width_first(
    x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, strides: IntOrPair, padding: str
) -> np.ndarray:
    """Take axis 1 for the width when sizes are read, but not when windows are.

    Raises:
        UndefinedError: a part of a window can be laid on, by chance.
        ValueError: a part of a window cannot.
    """
    steps, window = pair(strides), kernel.shape[:2]
    axes = _width_first(x, window, steps)
    padded = _padded(x, axes, padding, 0.0)
    answer = np.zeros((len(x), *_places(axes, padding), kernel.shape[3]))
    by_chance = False
    for i, j in np.ndindex(*answer.shape[1:3]):
        part = padded[:, i * steps[0] :, j * steps[1] :][:, : window[0], : window[1]]
        np.broadcast_shapes(part.shape[1:3], window)
        if part.shape[1:3] == window:
            answer[:, i, j] = np.tensordot(part, kernel, 3) + bias
        else:
            by_chance = True
    if by_chance:
        raise grader.UndefinedError
    return answer


def _largest_at(
    padded: np.ndarray, window: tuple[int, int], steps: tuple[int, int], places: list[int]
) -> np.ndarray:
    """Return the largest number of each window, or of what is left of it.

    Raises:
        UndefinedError: there is no pixel in it.
        ValueError: nothing at all is left.
    """
    answer = np.zeros((len(padded), *places, padded.shape[3]))
    for i, j in np.ndindex(*places):
        part = padded[:, i * steps[0] :, j * steps[1] :][:, : window[0], : window[1]]
        answer[:, i, j] = part.max(axis=(1, 2))
    if np.isinf(answer).any():
        raise grader.UndefinedError
    return answer


def _pool_width_first(
    x: np.ndarray, pool_size: IntOrPair, strides: IntOrPair | None, padding: str
) -> np.ndarray:
    """Take axis 1 for the width when sizes are read, but not when windows are."""
    window = pair(pool_size)
    steps = step_pair(strides, window)
    axes = _width_first(x, window, steps)
    padded = _padded(x, axes, padding, -np.inf)
    return _largest_at(padded, window, steps, _places(axes, padding))


def _pool_columns_first(
    x: np.ndarray, pool_size: IntOrPair, strides: IntOrPair | None, padding: str
) -> np.ndarray:
    """Take axis 1 for the columns when windows are read, but not when sizes are."""
    window = pair(pool_size)
    steps = step_pair(strides, window)
    axes = list(zip(x.shape[1:3], window, steps, strict=True))
    padded = _padded(x, axes, padding, -np.inf).transpose(0, 2, 1, 3)
    return _largest_at(padded, window, steps, _places(axes, padding))


BATCH = (
    grader.Misconception(
        id="batch-only-first",
        says="Only the first picture of the batch is worked on.",
        hint="The first axis counts the pictures. What becomes of the second one?",
        variants=(
            grader.variant(images=lambda x: x[:1]),
            grader.variant(layout=lambda numbers, _images: numbers[0]),
            grader.variant(layout=lambda numbers, _images: _only(numbers, slice(1))),
            grader.variant(
                layout=lambda numbers, _images: np.repeat(numbers[:1], len(numbers), axis=0)
            ),
        ),
    ),
    grader.Misconception(
        id="batch-only-last",
        says="Only the answer for the last picture of the batch is left.",
        hint="Something that is written for one picture is overwritten for the next. Where does "
        "the answer for each picture belong?",
        variants=(
            grader.variant(layout=lambda numbers, _images: numbers[-1:]),
            grader.variant(layout=lambda numbers, _images: numbers[-1]),
            grader.variant(layout=lambda numbers, _images: _only(numbers, slice(-1, None))),
            grader.variant(
                layout=lambda numbers, _images: np.repeat(numbers[-1:], len(numbers), axis=0)
            ),
        ),
    ),
    grader.Misconception(
        id="batch-put-together",
        says="All pictures of the batch are put together into one.",
        hint="Two pictures are two answers. Over which axes do you add up or look for the "
        "largest, and is the first one of them?",
        variants=(
            grader.variant(layout=lambda numbers, _images: numbers.sum(axis=0, keepdims=True)),
            grader.variant(layout=lambda numbers, _images: numbers.mean(axis=0, keepdims=True)),
            grader.variant(images=lambda x: x.sum(axis=0, keepdims=True)),
            grader.variant(
                only=_POOL, layout=lambda numbers, _images: numbers.max(axis=0, keepdims=True)
            ),
            grader.variant(only=_POOL, layout=lambda numbers, _images: numbers.max(axis=0)),
            grader.variant(only=_POOL, layout=_largest_for_all),
            grader.variant(only=_CONV, maps=lambda numbers: numbers.sum(axis=0)),
            grader.variant(only=_CONV, layout=lambda numbers, _images: numbers.mean(axis=0)),
            grader.variant(layout=lambda numbers, _images: numbers.reshape(-1, *numbers.shape[2:])),
        ),
    ),
    grader.Misconception(
        id="batch-channels-second",
        says="Axis 1 is taken for the channels: pictures, channels, rows, columns.",
        hint="That is the order of PyTorch. In Keras, which axis has as many places as there are "
        "channels?",
        variants=(
            grader.variant(layout=lambda numbers, _images: numbers.transpose(0, 3, 1, 2)),
            grader.variant(
                only=_POOL,
                images=lambda x: x.transpose(0, 2, 3, 1),
                layout=lambda numbers, _images: numbers.transpose(0, 3, 1, 2),
            ),
            grader.variant(
                only=_CONV,
                images=lambda x: x.transpose(0, 2, 3, 1),
                combine=_as_far_as_they_go,
            ),
            grader.variant(
                only=_CONV,
                images=lambda x: x.transpose(0, 2, 3, 1),
                combine=_as_far_as_they_go,
                layout=lambda numbers, _images: numbers.transpose(0, 3, 1, 2),
            ),
        ),
    ),
    grader.Misconception(
        id="batch-rows-columns-exchanged",
        says="Rows and columns are exchanged.",
        hint="Axis 1 counts the rows, from top to bottom. Try a picture of 2 rows and 5 columns: "
        "which side of the answer is longer?",
        variants=(
            grader.variant(layout=lambda numbers, _images: numbers.transpose(0, 2, 1, 3)),
            grader.variant(images=lambda x: x.transpose(0, 2, 1, 3)),
            grader.variant(
                images=lambda x: x.transpose(0, 2, 1, 3),
                layout=lambda numbers, _images: numbers.transpose(0, 2, 1, 3),
            ),
            grader.variant(only=_CONV, whole=_convolve_width_first),
            grader.variant(only=_POOL, whole=_pool_width_first),
            grader.variant(only=_POOL, whole=_pool_columns_first),
        ),
    ),
)
