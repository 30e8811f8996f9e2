"""Sizes, paddings and numbers that are drawn without any aim."""

from __future__ import annotations

import numpy as np

__all__ = ["float_dtype", "ints", "padding", "values", "window"]


def ints(generator: np.random.Generator, low: int, high: int, count: int) -> tuple[int, ...]:
    """Return so many ints, both ends included."""
    return tuple(generator.integers(low, high, count, endpoint=True).tolist())


def padding(generator: np.random.Generator) -> str:
    """Return one of the two words."""
    return "same" if generator.random() < 0.5 else "valid"


def window(
    generator: np.random.Generator, word: str, largest: int = 9
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the sizes of a picture and of a window; only with "same" may it be the larger."""
    kernel = ints(generator, 1, 5, 2)
    lowest = kernel if word == "valid" else (1, 1)
    return tuple(ints(generator, low, largest, 1)[0] for low in lowest), kernel


def float_dtype(generator: np.random.Generator) -> type[np.floating]:
    """Return float32 one time in four."""
    return np.float32 if generator.random() < 0.25 else np.float64


def values(generator: np.random.Generator, *shape: int) -> np.ndarray:
    """Return normal, large, integer or negative values; one array in four is float32."""
    normal = generator.normal(size=shape)
    numbers = (
        normal,
        1000 * normal,
        generator.integers(-4, 4, shape, endpoint=True).astype(np.float64),
        -1 - np.abs(normal),
    )[generator.integers(4)]
    return numbers.astype(float_dtype(generator))
