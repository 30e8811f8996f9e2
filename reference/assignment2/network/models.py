"""A network once more, built from rules that a misconception can replace.

A call goes through these rules:

    images(x)                            the pictures
    arrays(layers, weights)              for each layer, the kernel and the bias that it gets
    kernel(kernel), matrix(kernel)       of a convolution, of a dense layer
    bias(numbers, bias, kind)            with the bias, which may be None
    steps(strides, window, kind)         how far a window moves: down, right
    mode(padding, kind)                  "valid" or "same"
    pads(size, window, step, kind)       places around an axis, where the mode is "same"
    largest(values, inside), mean(values, inside)   of windows (N, H', W', C, kh, kw)
    name(layer, is_last)                 the activation that is used
    relu(numbers), softmax(logits)       what it does
    dropped(numbers, rate)               behind Dropout
    flat(numbers)                        behind Flatten
    answer(numbers)                      what is returned

Arrays that do not fit raise what NumPy raises; where that depends on how the code is written, it
is not defined what comes out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

from ..descriptions import CONV
from ..pairs import IntOrPair, pair
from .steps import Layer, activated, split

#: The kernel and the bias of a layer; ``None`` where it has none.
Arrays = tuple[np.ndarray | None, np.ndarray | None]
_MAP_AXES, _KERNEL_AXES = 4, 4


def step_pair(strides: IntOrPair | None, window: tuple[int, int], _kind: str) -> tuple[int, int]:
    """Return the steps (down, right), given in any way."""
    return window if strides is None else pair(strides)


def same_pads(size: int, window: int, step: int, _kind: str) -> tuple[int, int]:
    """Return the places of "same" padding, before and after."""
    total = max((-(-size // step) - 1) * step + window - size, 0)
    return total // 2, total - total // 2


def in_order(layers: Sequence[Layer], weights: Sequence[np.ndarray]) -> list[Arrays]:
    """Return the arrays that each layer should get."""
    parts: list[Arrays] = []
    for part in split(layers, weights):
        kernel, bias = (*part, None, None)[:2]
        parts.append((kernel, bias))
    return parts


def mean_of_pixels(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return the mean of what lies on the picture."""
    means: np.ndarray = values.sum(axis=(4, 5)) / inside.sum(axis=(4, 5))
    return means


def largest_pixel(values: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return the largest of what lies on the picture."""
    numbers: np.ndarray = np.where(inside, values, -np.inf).max(axis=(4, 5))
    return numbers


def with_bias(numbers: np.ndarray, bias: np.ndarray | None, _kind: str) -> np.ndarray:
    """Add the bias, where there is one."""
    if bias is None:
        return numbers
    added: np.ndarray = numbers + bias
    if bias.ndim > 1 or added.shape != numbers.shape:
        raise grader.UndefinedError  # It fits by chance, and not in every way to write it.
    return added


RULES: Mapping[str, Any] = {
    "images": lambda x: x,
    "arrays": in_order,
    "kernel": lambda kernel: kernel,
    "matrix": lambda kernel: kernel,
    "bias": with_bias,
    "steps": step_pair,
    "mode": lambda padding, _kind: padding,
    "pads": same_pads,
    "largest": largest_pixel,
    "mean": mean_of_pixels,
    "name": lambda layer, _is_last: layer["activation"],
    "relu": lambda numbers: np.maximum(numbers, 0.0),
    "softmax": lambda logits: activated(logits, "softmax"),
    "dropped": lambda numbers, _rate: numbers,
    "flat": lambda numbers: numbers.reshape(len(numbers), -1),
    "answer": lambda numbers: numbers,
}


def _lay(
    rules: SimpleNamespace, layer: Layer, x: np.ndarray, window: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Return all windows, with zeros outside, and which of their numbers lie on the picture."""
    kind = layer["kind"]
    steps = rules.steps(layer["strides"], window, kind)
    pads = [(0, 0), (0, 0)]
    if rules.mode(layer["padding"], kind) == "same":
        axes = zip(x.shape[1:3], window, steps, strict=True)
        pads = [rules.pads(*axis, kind) for axis in axes]
    found = []
    for values in (x, np.ones(x.shape, bool)):
        padded = np.pad(values, ((0, 0), *pads, (0, 0))) if any(map(any, pads)) else values
        if padded.shape[1] < window[0] or padded.shape[2] < window[1]:
            raise grader.UndefinedError  # No window fits: an empty array or an error, who knows.
        lying = np.lib.stride_tricks.sliding_window_view(padded, window, axis=(1, 2))
        found.append(lying[:, :: steps[0], :: steps[1]])
    return found[0], found[1]


def _convolved(
    rules: SimpleNamespace, layer: Layer, x: np.ndarray, kernel: np.ndarray | None
) -> np.ndarray:
    if kernel is None or kernel.ndim != _KERNEL_AXES or kernel.shape[2] != x.shape[3]:
        raise grader.UndefinedError  # Another kernel: an error, or a sum that fits by chance.
    lying = rules.kernel(kernel)
    window = (lying.shape[0], lying.shape[1])
    values, _ = _lay(rules, layer, x, window)
    sums: np.ndarray = np.einsum("nijcab,abcf->nijf", values, lying)
    return sums


def _joined(rules: SimpleNamespace, x: np.ndarray, kernel: np.ndarray | None) -> np.ndarray:
    if kernel is None or kernel.ndim != 2:  # noqa: PLR2004
        raise grader.UndefinedError
    product: np.ndarray = x @ rules.matrix(kernel)
    return product


def _output(
    rules: SimpleNamespace, layer: Layer, x: np.ndarray, arrays: Arrays, *, is_last: bool
) -> np.ndarray:
    """Return what a layer hands on by these rules."""
    kind = layer["kind"]
    numbers: np.ndarray
    if kind == "Flatten":
        numbers = rules.flat(x)
        return numbers
    if kind == "Dropout":
        numbers = rules.dropped(x, layer["rate"])
        return numbers
    if "pool_size" in layer:
        pooled = rules.largest if kind == "MaxPooling2D" else rules.mean
        numbers = pooled(*_lay(rules, layer, x, pair(layer["pool_size"])))
        if not np.isfinite(numbers).all():
            raise grader.UndefinedError  # A window without pixels.
        return numbers
    kernel, bias = arrays
    sums = _convolved(rules, layer, x, kernel) if kind == CONV else _joined(rules, x, kernel)
    numbers = rules.bias(sums, bias, kind)
    activation = rules.name(layer, is_last)
    return numbers if activation is None else getattr(rules, activation)(numbers)


def _steps(
    rules: SimpleNamespace, x: np.ndarray, layers: Sequence[Layer], weights: Sequence[np.ndarray]
) -> Iterator[np.ndarray]:
    """Yield what each layer hands on."""
    numbers = rules.images(np.asarray(x, np.float64))
    parts = rules.arrays(layers, weights)
    for index, (layer, arrays) in enumerate(zip(layers, parts, strict=True)):
        numbers = _output(rules, layer, numbers, arrays, is_last=index == len(layers) - 1)
        yield numbers


def _forward(rules: SimpleNamespace, **call: Any) -> Any:
    *_, last = _steps(rules, **call)
    return rules.answer(last)


def _table(rules: SimpleNamespace, place: tuple[int, ...], **call: Any) -> grader.Table:
    """Return what each layer hands on: its shape, and the sum of its numbers."""
    maps = list(_steps(rules, **call))
    rows = tuple(
        (layer["kind"], str(numbers.shape), f"{numbers.sum():.6g}")
        for layer, numbers in zip(call["layers"], maps, strict=True)
    )
    return grader.Table(rows, (float(np.asarray(rules.answer(maps[-1]))[place]),))


FORWARD = grader.Model(compute=_forward, rules=RULES, trace=_table)
