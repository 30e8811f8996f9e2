"""Wrong answers that students really give: each rule is right in all respects but one.

The ids are those of the catalogue of misconceptions. ``WRONG_RULES`` holds each
rule once for each exercise that it can spoil; what a rule returns or raises on a
call is compared with the reference to see whether the call exposes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from reference.assignment1.convolution import conv2d
from reference.assignment1.output_shape import conv_output_shape, output_size, pool_output_shape
from reference.assignment1.padding import same_padding, zero_pad
from reference.assignment1.pooling import avg_pool2d, max_pool2d
from reference.assignment1.stride import conv2d_strided


@dataclass(frozen=True)
class WrongRule:
    """One misconception in one exercise.

    Attributes:
        id: Its name in the catalogue.
        exercise: The name of the exercise.
        function: Takes the arguments of the exercise; returns the wrong answer, or raises.
        rich: The share of calls that exposed it when sizes and values were drawn
            without a purpose; ``None`` where that was not measured.
    """

    id: str
    exercise: str
    function: Callable[..., Any]
    rich: float | None


Rule = tuple[str, float | None, Callable[..., Any]]
Pads = Callable[[int, int, int], tuple[int, int]]


def _pads(
    shape: tuple[int, ...], window: tuple[int, ...], strides: tuple[int, int], rule: Pads
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int]]:
    down, right = (rule(*axis) for axis in zip(shape[:2], window, strides, strict=True))
    return down, right, (0, 0)


def _extra_before(size: int, kernel: int, stride: int) -> tuple[int, int]:
    before, after = same_padding(size, kernel, stride)
    return after, before


def _half_kernel(_size: int, kernel: int, _stride: int) -> tuple[int, int]:
    return kernel // 2, kernel // 2


def _ignores_stride(size: int, kernel: int, _stride: int) -> tuple[int, int]:
    return same_padding(size, kernel, 1)


def _no_clamp(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = (output_size(size, 1, stride, "same") - 1) * stride + kernel - size
    return total // 2, total - total // 2


def _floor_output(size: int, kernel: int, stride: int) -> tuple[int, int]:
    total = max((size // stride - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def _up_to_a_whole_step(size: int, kernel: int, stride: int) -> tuple[int, int]:
    """Make room, without padding, for a last window that hangs over the end."""
    return 0, -(size - kernel) % stride


def _convolve(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray,
    strides: tuple[int, int],
    padding: str,
    *,
    same: Pads = same_padding,
    valid: Pads = lambda *_: (0, 0),
    outside: float = 0.0,
) -> np.ndarray:
    """Convolve with other rules for the zeros."""
    pads = _pads(x.shape, kernel.shape[:2], strides, same if padding == "same" else valid)
    padded = np.pad(x, pads, constant_values=outside)
    return conv2d(padded, kernel, bias)[:: strides[0], :: strides[1]]


def _pool(
    combine: Callable[..., np.ndarray],
    x: np.ndarray,
    pool_size: tuple[int, int],
    strides: tuple[int, int] | None,
    padding: str,
    *,
    same: Pads = same_padding,
    valid: Pads = lambda *_: (0, 0),
    outside: float = np.nan,
) -> np.ndarray:
    """Pool with other rules for the padding; NaN is a place outside the picture."""
    sh, sw = strides or pool_size
    pads = _pads(x.shape, pool_size, (sh, sw), same if padding == "same" else valid)
    padded = np.pad(x.astype(np.float64), pads, constant_values=outside)
    windows = np.lib.stride_tricks.sliding_window_view(padded, pool_size, axis=(0, 1))
    return combine(windows[::sh, ::sw], axis=(3, 4))


def _start_not_multiplied(x, kernel, bias, strides, padding):
    height, width, _ = conv2d_strided(x, kernel, bias, strides, padding).shape
    pads = _pads(x.shape, kernel.shape[:2], strides, same_padding)
    padded = np.pad(x, pads) if padding == "same" else x
    return conv2d(padded, kernel, bias)[:height, :width]


def _dilated(kernel, strides):
    kh, kw, *depths = kernel.shape
    spread = np.zeros(((kh - 1) * strides[0] + 1, (kw - 1) * strides[1] + 1, *depths))
    spread[:: strides[0], :: strides[1]] = kernel
    return spread


# Rules for x (x), kernel (k), bias (b), strides (s) and padding (p).
_conv = conv2d_strided
_ANY_CONVOLUTION: tuple[Rule, ...] = (
    ("kernel-flipped", 0.95, lambda x, k, b, s, p: _conv(x, k[::-1, ::-1], b, s, p)),
    ("window-mean-not-sum", 0.99, lambda x, k, b, s, p: _conv(x, k / k[..., 0].size, b, s, p)),
    ("bias-forgotten", 1.00, lambda x, k, b, s, p: _conv(x, k, 0 * b, s, p)),
    ("bias-per-tap", 0.99, lambda x, k, b, s, p: _conv(x, k, k[..., 0].size * b, s, p)),
    ("relu-applied", 0.90, lambda x, k, b, s, p: np.maximum(_conv(x, k, b, s, p), 0)),
    ("output-int-dtype", 0.67, lambda x, k, b, s, p: np.trunc(_conv(x, k, b, s, p))),
    ("clipped-0-255", None, lambda x, k, b, s, p: np.clip(_conv(x, k, b, s, p), 0, 255)),
    ("clipped-above-255", None, lambda x, k, b, s, p: np.minimum(_conv(x, k, b, s, p), 255)),
)
_IN_TWO_DIMENSIONS: tuple[Rule, ...] = (
    ("kernel-flipped-one-axis", 0.76, lambda x, k, b, s, p: _conv(x, k[::-1], b, s, p)),
    ("kernel-flipped-other-axis", 0.76, lambda x, k, b, s, p: _conv(x, k[:, ::-1], b, s, p)),
    ("kernel-transposed", 0.94, lambda x, k, b, s, p: _conv(x, k.swapaxes(0, 1), b, s, p)),
    ("output-hw-swapped", 0.91, lambda x, k, b, s, p: _conv(x, k, b, s, p).swapaxes(0, 1)),
)
_WITH_CHANNELS: tuple[Rule, ...] = (
    ("only-first-channel", 0.67, lambda x, k, b, s, p: _conv(x[..., :1], k[:, :, :1], b, s, p)),
    ("channels-averaged", 0.67, lambda x, k, b, s, p: _conv(x, k / k.shape[2], b, s, p)),
    ("bias-per-channel", 0.67, lambda x, k, b, s, p: _conv(x, k, k.shape[2] * b, s, p)),
    ("bias-first-only", 0.62, lambda x, k, b, s, p: _conv(x, k, b[:1], s, p)),
    ("bias-wrong-axis", None, lambda x, k, b, s, p: _conv(x, k, 0 * b, s, p) + b[:, np.newaxis]),
    (
        "only-first-filter",
        0.66,
        lambda x, k, b, s, p: _conv(x, np.broadcast_to(k[..., :1], k.shape), b, s, p),
    ),
    (
        "im2col-order-mismatch",
        0.64,
        lambda x, k, b, s, p: _conv(x, k.transpose(2, 0, 1, 3).reshape(k.shape), b, s, p),
    ),
    ("kernel-cf-swapped", 0.91, lambda x, k, b, s, p: _conv(x, k.swapaxes(2, 3), b, s, p)),
)
_WITH_SAME_PADDING: tuple[Rule, ...] = (
    ("same-extra-before", 0.28, lambda *call: _convolve(*call, same=_extra_before)),
    ("same-symmetric-half-kernel", 0.42, lambda *call: _convolve(*call, same=_half_kernel)),
    ("pad-with-ones", 0.42, lambda *call: _convolve(*call, outside=1.0)),
    ("padding-arg-ignored", 0.43, lambda x, k, b, s, _: _conv(x, k, b, s, "valid")),
)
_WITH_STRIDES: tuple[Rule, ...] = (
    ("same-ignores-stride", 0.22, lambda *call: _convolve(*call, same=_ignores_stride)),
    ("strides-swapped", 0.72, lambda x, k, b, s, p: _conv(x, k, b, s[::-1], p)),
    ("stride-first-for-both", 0.65, lambda x, k, b, s, p: _conv(x, k, b, (s[0], s[0]), p)),
    ("stride-one-axis-only", 0.67, lambda x, k, b, s, p: _conv(x, k, b, (s[0], 1), p)),
    ("stride-start-not-multiplied", 0.70, _start_not_multiplied),
    ("stride-on-input", 0.81, lambda x, k, b, s, p: _conv(x[:: s[0], :: s[1]], k, b, (1, 1), p)),
    ("stride-as-dilation", 0.89, lambda x, k, b, s, p: _conv(x, _dilated(k, s), b, (1, 1), p)),
    ("valid-ceil", 0.36, lambda *call: _convolve(*call, valid=_up_to_a_whole_step)),
    ("same-no-clamp", None, lambda *call: _convolve(*call, same=_no_clamp)),
)

# Rules for either pooling: the right function and how it combines a window come first.
_ANY_POOLING: tuple[Rule, ...] = (
    ("pool-default-stride-1", 0.29, lambda f, _, x, k, s, p: f(x, k, s or (1, 1), p)),
    ("pool-ignores-strides", 0.57, lambda f, _, x, k, _s, p: f(x, k, None, p)),
    (
        "pool-across-channels",
        0.63,
        lambda f, c, x, k, s, p: np.broadcast_to(
            c(f(x, k, s, p), axis=2)[..., np.newaxis], f(x, k, s, p).shape
        ),
    ),
    ("pool-valid-ceil", 0.32, lambda _, c, *call: _pool(c, *call, valid=_up_to_a_whole_step)),
    ("pool-same-treated-as-valid", 0.42, lambda f, _, x, k, s, _p: f(x, k, s, "valid")),
    ("pool-size-swapped", 0.73, lambda f, _, x, k, s, p: f(x, k[::-1], s, p)),
    ("strides-swapped", 0.72, lambda f, _, x, k, s, p: f(x, k, s and s[::-1], p)),
    ("stride-first-for-both", 0.65, lambda f, _, x, k, s, p: f(x, k, s and (s[0], s[0]), p)),
    ("same-extra-before", 0.24, lambda _, c, *call: _pool(c, *call, same=_extra_before)),
    ("same-symmetric-half-kernel", 0.39, lambda _, c, *call: _pool(c, *call, same=_half_kernel)),
    ("same-ignores-stride", 0.22, lambda _, c, *call: _pool(c, *call, same=_ignores_stride)),
)
_IN_MAX_POOLING: tuple[Rule, ...] = (
    ("maxpool-zero-padded", 0.24, lambda *call: _pool(np.max, *call, outside=0.0)),
    ("maxpool-starts-at-zero", 0.60, lambda *call: np.maximum(max_pool2d(*call), 0)),
    ("maxpool-starts-at-minus-999", None, lambda *call: np.maximum(max_pool2d(*call), -999)),
    ("maxpool-padded-with-minus-1e9", None, lambda *call: _pool(np.max, *call, outside=-1e9)),
    ("pool-max-of-abs", 0.92, lambda x, *sizes: max_pool2d(np.abs(x), *sizes)),
)
_IN_AVERAGE_POOLING: tuple[Rule, ...] = (
    ("avgpool-counts-padding", 0.42, lambda *call: _pool(np.mean, *call, outside=0.0)),
    (
        "avgpool-counts-nonzero",
        0.50,
        lambda x, *sizes: _pool(np.nanmean, np.where(x == 0, np.nan, x), *sizes),
    ),
    ("avgpool-ph-squared", 0.78, lambda x, k, s, p: avg_pool2d(x, k, s, p) * k[1] / k[0]),
    ("avgpool-integer-division", 0.93, lambda *call: np.floor(avg_pool2d(*call))),
)

# Rules for the exercises that no table has measured.
_IN_ZERO_PAD: tuple[Rule, ...] = (
    ("pad-axes-swapped", None, lambda x, ph, pw: zero_pad(x, pw, ph)),
    ("pad-before-after-swapped", None, lambda x, ph, pw: zero_pad(x, ph[::-1], pw[::-1])),
    ("pad-before-used-twice", None, lambda x, ph, pw: zero_pad(x, ph[:1] * 2, pw[:1] * 2)),
    ("pad-total-each-side", None, lambda x, ph, pw: zero_pad(x, (sum(ph),) * 2, (sum(pw),) * 2)),
    ("pad-with-ones", None, lambda x, *pads: np.pad(x, (*pads, (0, 0)), constant_values=1)),
    ("pad-edge", None, lambda x, *pads: np.pad(x, (*pads, (0, 0)), mode="edge")),
    ("pad-all-after", None, lambda x, ph, pw: zero_pad(x, (0, sum(ph)), (0, sum(pw)))),
    ("output-int-dtype", None, lambda x, ph, pw: np.trunc(zero_pad(x, ph, pw))),
)
_IN_SAME_PADDING: tuple[Rule, ...] = (
    ("same-extra-before", None, _extra_before),
    ("same-symmetric-half-kernel", None, _half_kernel),
    ("same-symmetric-k-minus-1-half", None, lambda _n, k, _s: ((k - 1) // 2,) * 2),
    ("same-ignores-stride", None, _ignores_stride),
    ("same-no-clamp", None, _no_clamp),
    ("same-floor-output", None, _floor_output),
    ("same-total-each-side", None, lambda *call: (sum(same_padding(*call)),) * 2),
    ("same-remainder-only", None, lambda n, _k, s: (-n % s // 2, (-n % s + 1) // 2)),
)
_IN_OUTPUT_SIZE: tuple[Rule, ...] = (
    ("same-equals-input", None, lambda n, k, s, p: n if p == "same" else (n - k) // s + 1),
    ("shape-same-floor", None, lambda n, k, s, p: n // s if p == "same" else (n - k) // s + 1),
    ("shape-round", None, lambda n, k, s, p: round(n / s if p == "same" else (n - k) / s + 1)),
    ("shape-valid-no-kernel", None, lambda n, _k, s, p: -(-n // s) if p == "same" else n // s),
    (
        "shape-valid-floor-of-plus-one",
        None,
        lambda n, k, s, p: -(-n // s) if p == "same" else (n - k + 1) // s,
    ),
    (
        "shape-half-kernel-padding",
        None,
        lambda n, k, s, p: (n + (k // 2 * 2 if p == "same" else 0) - k) // s + 1,
    ),
    ("valid-ceil", None, lambda n, k, s, p: -(-(n if p == "same" else n - k + s) // s)),
    ("padding-arg-ignored", None, lambda n, k, s, _: (n - k) // s + 1),
)
_shape = conv_output_shape
_IN_CONV_SHAPE: tuple[Rule, ...] = (
    ("strides-swapped", None, lambda n, f, k, s, p: _shape(n, f, k, s[::-1], p)),
    ("stride-first-for-both", None, lambda n, f, k, s, p: _shape(n, f, k, (s[0], s[0]), p)),
    ("kernel-transposed", None, lambda n, f, k, s, p: _shape(n, f, k[::-1], s, p)),
    ("channels-not-filters", None, lambda n, _, k, s, p: _shape(n, n[2], k, s, p)),
    ("filters-times-channels", None, lambda n, f, k, s, p: _shape(n, f * n[2], k, s, p)),
    ("padding-arg-ignored", None, lambda n, f, k, s, _: _shape(n, f, k, s, "valid")),
)
_IN_POOL_SHAPE: tuple[Rule, ...] = (
    ("pool-default-stride-1", 0.29, lambda n, k, s, p: pool_output_shape(n, k, s or (1, 1), p)),
    ("pool-ignores-strides", None, lambda n, k, _, p: pool_output_shape(n, k, None, p)),
    ("pool-size-swapped", None, lambda n, k, s, p: pool_output_shape(n, k[::-1], s, p)),
    ("strides-swapped", None, lambda n, k, s, p: pool_output_shape(n, k, s and s[::-1], p)),
    ("pool-same-treated-as-valid", None, lambda n, k, s, _: pool_output_shape(n, k, s, "valid")),
)


def _in_conv2d_single(rule):
    def function(x, w, b):
        return rule(x[..., None], w[..., None, None], np.array([b]), (1, 1), "valid")[..., 0]

    return function


def _in_conv1d(rule):
    return lambda x, w, b: _in_conv2d_single(rule)(x[:, None], w[:, None], b)[:, 0]


_2D = (*_ANY_CONVOLUTION, *_IN_TWO_DIMENSIONS)
# Each exercise, how its arguments are handed to a rule, and its rules.
_TABLES: tuple[tuple[str, Callable[..., Any], tuple[Rule, ...]], ...] = (
    ("conv1d", _in_conv1d, _ANY_CONVOLUTION),
    ("conv2d_single", _in_conv2d_single, _2D),
    ("conv2d", lambda rule: lambda *call: rule(*call, (1, 1), "valid"), (*_2D, *_WITH_CHANNELS)),
    ("zero_pad", lambda rule: rule, _IN_ZERO_PAD),
    ("same_padding", lambda rule: rule, _IN_SAME_PADDING),
    (
        "conv2d_same",
        lambda rule: lambda *call: rule(*call, (1, 1), "same"),
        (*_2D, *_WITH_CHANNELS, *_WITH_SAME_PADDING),
    ),
    (
        "conv2d_strided",
        lambda rule: rule,
        (*_2D, *_WITH_CHANNELS, *_WITH_SAME_PADDING, *_WITH_STRIDES),
    ),
    ("max_pool2d", lambda rule: lambda *call: rule(max_pool2d, np.nanmax, *call), _ANY_POOLING),
    ("max_pool2d", lambda rule: rule, _IN_MAX_POOLING),
    ("avg_pool2d", lambda rule: lambda *call: rule(avg_pool2d, np.nanmean, *call), _ANY_POOLING),
    ("avg_pool2d", lambda rule: rule, _IN_AVERAGE_POOLING),
    ("output_size", lambda rule: rule, _IN_OUTPUT_SIZE),
    ("conv_output_shape", lambda rule: rule, _IN_CONV_SHAPE),
    ("pool_output_shape", lambda rule: rule, _IN_POOL_SHAPE),
)

WRONG_RULES: tuple[WrongRule, ...] = tuple(
    WrongRule(id_, exercise, adapt(rule), rich)
    for exercise, adapt, rules in _TABLES
    for id_, rich, rule in rules
)
