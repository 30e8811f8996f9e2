"""Each exercise as a call of one of the models."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

import grader

from . import sizes, traces, windows


def _line(x: np.ndarray, w: np.ndarray, b: float) -> tuple[Any, ...]:
    """Return a row of numbers as a picture one pixel wide, with one channel and one filter."""
    return x[:, None, None], w[:, None, None, None], np.array([b]), (1, 1), "valid"


def _one_channel(x: np.ndarray, w: np.ndarray, b: float) -> tuple[Any, ...]:
    return x[:, :, None], w[:, :, None, None], np.array([b]), (1, 1), "valid"


def _conv1d(rules: SimpleNamespace, x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    # A rule that moves values to other axes has no meaning on a single one.
    return windows.convolve(rules, *_line(x, w, b)).squeeze(axis=(1, 2))


def _conv2d_single(rules: SimpleNamespace, x: np.ndarray, w: np.ndarray, b: float) -> np.ndarray:
    return windows.convolve(rules, *_one_channel(x, w, b)).squeeze(axis=2)


def _conv1d_trace(
    rules: SimpleNamespace, place: tuple[int, ...], x: np.ndarray, w: np.ndarray, b: float
) -> grader.Trace:
    return traces.as_line(traces.of_convolution(rules, (*place, 0, 0), *_line(x, w, b)))


def _conv2d_single_trace(
    rules: SimpleNamespace, place: tuple[int, ...], x: np.ndarray, w: np.ndarray, b: float
) -> grader.Trace:
    trace = traces.of_convolution(rules, (*place, 0), *_one_channel(x, w, b))
    return traces.with_place(trace, place)


CONV1D = grader.Model(compute=_conv1d, rules=windows.CONVOLUTION, trace=_conv1d_trace)
CONV2D_SINGLE = grader.Model(
    compute=_conv2d_single, rules=windows.CONVOLUTION, trace=_conv2d_single_trace
)
CONV2D = grader.Model(
    compute=lambda rules, **call: windows.convolve(rules, **call, strides=(1, 1), padding="valid"),
    rules=windows.CONVOLUTION,
    trace=lambda rules, place, **call: traces.of_convolution(
        rules, place, **call, strides=(1, 1), padding="valid"
    ),
)
CONV2D_SAME = grader.Model(
    compute=lambda rules, **call: windows.convolve(rules, **call, strides=(1, 1), padding="same"),
    rules=windows.CONVOLUTION,
    trace=lambda rules, place, **call: traces.of_convolution(
        rules, place, **call, strides=(1, 1), padding="same"
    ),
)
CONV2D_STRIDED = grader.Model(
    compute=windows.convolve, rules=windows.CONVOLUTION, trace=traces.of_convolution
)


def _pooling(rules: Mapping[str, Any], how: Any) -> grader.Model:
    return grader.Model(
        compute=windows.pool,
        rules=rules,
        trace=lambda rules, place, **call: traces.of_pooling(rules, place, **call, how=how),
    )


MAX_POOL2D = _pooling(windows.MAX_POOLING, "max")
AVG_POOL2D = _pooling(windows.AVERAGE_POOLING, "mean")

ZERO_PAD = grader.Model(compute=sizes.frame, rules=sizes.FRAME)
SAME_PADDING = grader.Model(compute=sizes.pads, rules=sizes.PADS, trace=sizes.axis_of_pads)
OUTPUT_SIZE = grader.Model(compute=sizes.axis_size, rules=sizes.AXIS, trace=sizes.axis_of_size)
CONV_OUTPUT_SHAPE = grader.Model(compute=sizes.shape, rules=sizes.CONVOLUTION_SHAPE)
POOL_OUTPUT_SHAPE = grader.Model(
    compute=lambda rules, input_shape, pool_size, strides, padding: sizes.shape(
        rules, input_shape, None, pool_size, strides, padding
    ),
    rules=sizes.POOLING_SHAPE,
)
