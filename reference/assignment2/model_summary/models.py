"""The rows of a summary once more, built from rules that a misconception can replace.

A layer goes through these rules, besides those of :mod:`..parameters.models`:

    window(size, kind)              height and width of the window
    steps(strides, window, kind)    how far it moves: down, right
    fits(window, kind)              the window whose places are counted
    mode(padding, kind)             "valid" or "same"
    valid(size, window, step)       places along an axis without padding
    same(size, step)                places with "same" padding
    conv_depth(channels, filters)   channels behind a convolution
    pool_depth(channels, window, steps)      channels behind a pooling
    channels(before, first)         channels that a filter has
    flat(before)                    the shape behind Flatten
    wide(units, before)             the shape behind Dense
    inputs(before, last_map)        how many numbers go into each of its units
    dropped(before, rate)           the shape behind Dropout
    conv_total(weights, biases, after)       parameters of a convolution
    pool_params(window, channels), flat_params(before), drop_params(before, rate)  of others
    told(before, after, kind)       the shape that is written down
    counts(numbers)                 the parameters that are written down
    row(kind, shape, parameters)    a row
    rows(rows, first)               the answer
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import grader

from ..descriptions import CONV
from ..pairs import IntOrPair, pair
from ..parameters.models import CONV_RULES, DENSE_RULES, conv_counts, dense_counts

Layer = Mapping[str, Any]
Shape = tuple[int, ...]
#: Two numbers of a window: height and width, or down and right.
Sides = tuple[int, int]


def step_pair(strides: IntOrPair | None, window: Sides, _kind: str) -> Sides:
    """Return the steps (down, right), given in any way."""
    return window if strides is None else pair(strides)


SUMMARY_RULES: Mapping[str, Any] = {
    **CONV_RULES,
    **DENSE_RULES,
    "window": lambda size, _kind: pair(size),
    "steps": step_pair,
    "fits": lambda window, _kind: window,
    "mode": lambda padding, _kind: padding,
    "valid": lambda size, window, step: (size - window) // step + 1,
    "same": lambda size, step: -(-size // step),
    "conv_depth": lambda _channels, filters: filters,
    "pool_depth": lambda channels, _window, _steps: channels,
    "channels": lambda before, _first: before[-1],
    "flat": lambda before: (math.prod(before),),
    "wide": lambda units, _before: (units,),
    "inputs": lambda before, _last_map: before[-1],
    "dropped": lambda before, _rate: before,
    "conv_total": lambda weights, biases, _after: weights + biases,
    "pool_params": lambda _window, _channels: 0,
    "flat_params": lambda _before: 0,
    "drop_params": lambda _before, _rate: 0,
    "told": lambda _before, after, _kind: after,
    "counts": lambda numbers: numbers,
    "row": lambda kind, shape, parameters: (kind, shape, parameters),
    "rows": lambda rows, _first: rows,
}


def _window(rules: SimpleNamespace, layer: Layer, size: IntOrPair) -> tuple[Sides, Sides]:
    """Return a layer's window, and how far it moves."""
    window = rules.window(size, layer["kind"])
    return window, rules.steps(layer["strides"], window, layer["kind"])


def _places(
    rules: SimpleNamespace, layer: Layer, window: Sides, steps: Sides, before: Shape
) -> Shape:
    """Return height and width behind a window."""
    kind = layer["kind"]
    axes = list(zip(before[:2], rules.fits(window, kind), steps, strict=True))
    if rules.mode(layer["padding"], kind) == "same":
        return tuple(rules.same(size, step) for size, _, step in axes)
    return tuple(rules.valid(*axis) for axis in axes)


def _conv(rules: SimpleNamespace, layer: Layer, before: Shape, first: Shape) -> tuple[Shape, int]:
    size, filters = layer["kernel_size"], layer["filters"]
    depth = rules.conv_depth(before[2], filters)
    after = (*_places(rules, layer, *_window(rules, layer, size), before), depth)
    channels = rules.channels(before, first)
    counts = conv_counts(rules, size, channels, filters, use_bias=layer["use_bias"])
    return after, rules.conv_total(*counts, after)


def _pool(rules: SimpleNamespace, layer: Layer, before: Shape, _first: Shape) -> tuple[Shape, int]:
    window, steps = _window(rules, layer, layer["pool_size"])
    depth = rules.pool_depth(before[2], window, steps)
    after = (*_places(rules, layer, window, steps, before), depth)
    return after, rules.pool_params(window, before[2])


def _flatten(
    rules: SimpleNamespace, _layer: Layer, before: Shape, _first: Shape
) -> tuple[Shape, int]:
    return rules.flat(before), rules.flat_params(before)


def _dropout(
    rules: SimpleNamespace, layer: Layer, before: Shape, _first: Shape
) -> tuple[Shape, int]:
    rate = layer["rate"]
    return rules.dropped(before, rate), rules.drop_params(before, rate)


_AFTER: Mapping[str, Callable[..., tuple[Shape, int]]] = {
    CONV: _conv,
    "MaxPooling2D": _pool,
    "AveragePooling2D": _pool,
    "Flatten": _flatten,
    "Dropout": _dropout,
}


def _summary(
    rules: SimpleNamespace, input_shape: tuple[int, int, int], layers: Sequence[Layer]
) -> Any:
    shape: Shape = input_shape
    last_map = shape
    shapes, numbers = [], []
    for layer in layers:
        before, units = shape, layer.get("units")
        if units is None:
            shape, count = _AFTER[layer["kind"]](rules, layer, before, input_shape)
            last_map = shape if len(shape) == len(input_shape) else last_map
        else:
            shape = rules.wide(units, before)
            inputs = rules.inputs(before, last_map)
            # Once a layer has come, what comes in is no map any more.
            last_map = shape
            count = sum(dense_counts(rules, inputs, units, use_bias=layer["use_bias"]))
        shapes.append(rules.told(before, shape, layer["kind"]))
        numbers.append(count)
    kinds = [layer["kind"] for layer in layers]
    columns = zip(kinds, shapes, rules.counts(numbers), strict=True)
    return rules.rows([rules.row(*one) for one in columns], input_shape)


SUMMARY = grader.Model(compute=_summary, rules=SUMMARY_RULES)
TOTAL = grader.Model(
    compute=lambda rules, rows: rules.total(rows),
    rules={"total": lambda rows: sum(parameters for _kind, _shape, parameters in rows)},
)
