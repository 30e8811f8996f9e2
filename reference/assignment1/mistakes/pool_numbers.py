"""Misconceptions about the number that a pooling makes of one window."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Windows, cut_down, largest, mean

_MAX, _AVG = ("max_pool2d",), ("avg_pool2d",)


def filled(windows: Windows, number: float) -> np.ndarray:
    """Return the pixels, with a number in the padding."""
    return np.where(windows.outside[..., np.newaxis], number, windows.values)


def sums(windows: Windows) -> np.ndarray:
    """Return the sum of each window."""
    totals: np.ndarray = filled(windows, 0.0).sum(axis=(2, 3))
    return totals


def size(windows: Windows) -> tuple[int, int]:
    """Return height and width of the window."""
    height, width = windows.outside.shape[2:]
    return height, width


def _inside(windows: Windows, axis: int) -> np.ndarray:
    """Return how many rows (3) or columns (2) of each window lie on the picture."""
    counts: np.ndarray = (~windows.outside).any(axis=axis).sum(axis=2)
    return counts[..., np.newaxis]


def _without_zeros(windows: Windows) -> np.ndarray:
    """Divide by the number of pixels that are not zero."""
    pixels = filled(windows, 0.0)
    counts = np.count_nonzero(pixels, axis=(2, 3))
    if not counts.all():
        raise grader.UndefinedError  # 0 / 0, or a zero, or one: who knows.
    means: np.ndarray = pixels.sum(axis=(2, 3)) / counts
    return means


def _mean_of_means(windows: Windows, axis: int) -> np.ndarray:
    """Average each row (or column) of a window over its pixels, then all of them."""
    counts = (~windows.outside).sum(axis=axis)[..., np.newaxis]
    lines = filled(windows, 0.0).sum(axis=axis) / np.maximum(counts, 1)
    means: np.ndarray = lines.mean(axis=2)
    return means


def _running_mean(windows: Windows) -> np.ndarray:
    """Average the mean so far with the next pixel."""
    height, width = size(windows)
    numbers: np.ndarray | None = None
    for u in range(height):
        for v in range(width):
            pixel = windows.values[:, :, u, v]
            skip = windows.outside[:, :, u, v, np.newaxis]
            if numbers is None:
                numbers = np.where(skip, np.nan, pixel)
                continue
            began = ~np.isnan(numbers)
            step = np.where(began, (numbers + pixel) / 2, pixel)
            numbers = np.where(skip, numbers, step)
    return np.zeros(0) if numbers is None else numbers


def _strongest(windows: Windows) -> np.ndarray:
    """Keep the pixel that is farthest from zero, with its sign."""
    pixels = filled(windows, 0.0)
    flat = pixels.reshape(*pixels.shape[:2], -1, pixels.shape[4])
    place = np.abs(flat).argmax(axis=2)[:, :, np.newaxis]
    strongest: np.ndarray = np.take_along_axis(flat, place, axis=2)[:, :, 0]
    return strongest


NUMBERS = (
    grader.Misconception(
        id="max-avg-swapped",
        says="The other pooling is computed: the mean in place of the maximum, or the other way "
        "round.",
        hint="Read the name of the function once more. Which of the two keeps only the largest "
        "value?",
        variants=(
            grader.variant(only=_MAX, combine=mean),
            grader.variant(only=_AVG, combine=largest),
        ),
    ),
    grader.Misconception(
        id="pool-min",
        says="The smallest number of each window is kept.",
        hint="Which number of the window does the name of the function ask for?",
        variants=(
            grader.variant(only=_MAX, combine=lambda w: filled(w, np.inf).min(axis=(2, 3))),
            grader.variant(only=_MAX, combine=lambda w: filled(w, 0.0).min(axis=(2, 3))),
        ),
    ),
    grader.Misconception(
        id="pool-max-of-abs",
        says="The number farthest from zero is kept, whatever its sign.",
        hint="The largest number is not the one farthest from zero. Which of -5 and 1 is it?",
        variants=(
            grader.variant(only=_MAX, combine=lambda w: np.abs(filled(w, 0.0)).max(axis=(2, 3))),
            grader.variant(only=_MAX, combine=_strongest),
        ),
    ),
    grader.Misconception(
        id="avgpool-counts-nonzero",
        says="The sum is divided by the number of pixels that are not 0.",
        hint="A black pixel is a pixel too. How can you tell the padding from a real zero?",
        variants=(grader.variant(only=_AVG, combine=_without_zeros),),
    ),
    grader.Misconception(
        id="avgpool-sum-only",
        says="The pixels are added up, but not divided.",
        hint="A picture of ones should stay a picture of ones. What do you get?",
        variants=(grader.variant(only=_AVG, combine=sums),),
    ),
    grader.Misconception(
        id="avgpool-ph-squared",
        says="The sum is divided as if the window were square.",
        hint="How many pixels has a (2, 3) window? Your divisor is right for square windows only.",
        variants=(
            grader.variant(only=_AVG, combine=lambda w: sums(w) / size(w)[0] ** 2),
            grader.variant(only=_AVG, combine=lambda w: sums(w) / size(w)[1] ** 2),
            grader.variant(only=_AVG, combine=lambda w: sums(w) / _inside(w, 3) ** 2),
            grader.variant(only=_AVG, combine=lambda w: sums(w) / _inside(w, 2) ** 2),
            grader.variant(only=_AVG, combine=lambda w: mean(w) * (size(w)[1] / size(w)[0])),
            grader.variant(only=_AVG, combine=lambda w: mean(w) * (size(w)[0] / size(w)[1])),
        ),
    ),
    grader.Misconception(
        id="avgpool-divides-by-channels",
        says="The sum is divided by the number of channels too.",
        hint="Each channel is pooled by itself. Does the number of channels belong in the divisor?",
        variants=(
            grader.variant(only=_AVG, combine=lambda w: mean(w) / w.values.shape[4]),
            grader.variant(
                only=_AVG,
                combine=lambda w: sums(w) / (size(w)[0] * size(w)[1] * w.values.shape[4]),
            ),
        ),
    ),
    grader.Misconception(
        id="avgpool-integer-division",
        says="The mean is rounded down.",
        hint="One of Python's two division signs rounds down. Which one is yours?",
        variants=(
            grader.variant(only=_AVG, combine=lambda w: cut_down(mean(w))),
            grader.variant(
                only=_AVG, combine=lambda w: cut_down(sums(w) / (size(w)[0] * size(w)[1]))
            ),
        ),
    ),
    grader.Misconception(
        id="avg-of-row-averages",
        says="Averages are averaged again, although they stand for different numbers of pixels.",
        hint="An average of averages is right only where all groups are equally large. What about "
        "adding up first, and dividing once?",
        variants=(
            grader.variant(only=_AVG, combine=lambda w: _mean_of_means(w, 3)),
            grader.variant(only=_AVG, combine=lambda w: _mean_of_means(w, 2)),
            grader.variant(only=_AVG, combine=_running_mean),
        ),
    ),
)
