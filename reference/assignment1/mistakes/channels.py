"""Misconceptions about channels and filters."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Windows, products, with_channels

_DEEP = ("conv2d", "conv2d_same", "conv2d_strided")


def _read_as_pytorch(kernel: np.ndarray, _strides: object) -> np.ndarray:
    return kernel.transpose(2, 3, 1, 0)


def _products_of_few_channels(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Use as many channels as the kernel seems to have, if the picture has them."""
    if windows.values.shape[4] < kernel.shape[2]:
        raise grader.UndefinedError
    return products(with_channels(windows, kernel.shape[2]), kernel)


def _products_of_few_slices(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Use as many slices of the kernel as the picture seems to have channels, if there are."""
    channels = windows.values.shape[4]
    if kernel.shape[2] < channels:
        raise grader.UndefinedError
    return products(windows, kernel[:, :, :channels])


def _few_biases(numbers: np.ndarray, bias: np.ndarray, _kernel: object) -> np.ndarray:
    if bias.size < numbers.shape[2]:
        raise grader.UndefinedError
    with_bias: np.ndarray = numbers + bias[: numbers.shape[2]]
    return with_bias


def _exchanged(kernel: np.ndarray, _strides: object) -> np.ndarray:
    channels, filters = kernel.shape[2:]
    if channels != filters:
        raise grader.UndefinedError
    return kernel.swapaxes(2, 3)


def _first_channel_only(kernel: np.ndarray, _strides: object) -> np.ndarray:
    only = np.zeros_like(kernel)
    only[:, :, 0] = kernel[:, :, 0]
    return only


def _channel_of_filter(kernel: np.ndarray, *, strict: bool) -> np.ndarray:
    """Let filter f see channel f, and begin anew where there are fewer, unless ``strict``."""
    channels, filters = kernel.shape[2:]
    only = np.zeros_like(kernel)
    if strict and filters > channels:
        raise grader.UndefinedError
    for number in range(filters):
        only[:, :, number % channels, number] = kernel[:, :, number % channels, number]
    return only


def _flattened(kernel: np.ndarray, order: tuple[int, int, int]) -> np.ndarray:
    """Flatten each filter in another order of axes, and take it for (kh, kw, C)."""
    return kernel.transpose(*order, 3).reshape(kernel.shape)


def _patches_channels_first(kernel: np.ndarray, _strides: object) -> np.ndarray:
    """Let a flattened (C, kh, kw) patch meet a flattened (kh, kw, C) filter."""
    height, width, channels, filters = kernel.shape
    return kernel.reshape(channels, height, width, filters).transpose(1, 2, 0, 3)


def _filters_reshaped_first(kernel: np.ndarray, _strides: object) -> np.ndarray:
    """Read ``kernel.reshape(F, -1)`` as if its rows were the filters."""
    return kernel.reshape(kernel.shape[3], -1).T.reshape(kernel.shape)


def _per_channel(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    sums: np.ndarray = np.einsum("ijuvc,uvcf->ijcf", windows.values, kernel)
    return sums


def _per_channel_of_first_filter(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    sums: np.ndarray = np.einsum("ijuvc,uvc->ijc", windows.values, kernel[..., 0])
    return sums


CHANNELS = (
    grader.Misconception(
        id="only-first-channel",
        says="Only the first channel of the picture is used.",
        hint="Set every channel but the last one to zero. What should the output be then?",
        variants=(grader.variant(kernel=_first_channel_only),),
    ),
    grader.Misconception(
        id="filter-sees-one-channel",
        says="Each filter looks at one channel only: filter 0 at channel 0, filter 1 at channel 1.",
        hint="How many numbers does one filter hold? Are all of them used for one output?",
        variants=(
            grader.variant(kernel=lambda kernel, _: _channel_of_filter(kernel, strict=False)),
            grader.variant(kernel=lambda kernel, _: _channel_of_filter(kernel, strict=True)),
        ),
    ),
    grader.Misconception(
        id="channels-not-summed",
        says="The results of the channels are kept apart: there is one map for each channel.",
        hint="One filter gives one map, however many channels come in. What has to happen to the "
        "results of its channels?",
        variants=(
            grader.variant(combine=_per_channel),
            grader.variant(
                combine=_per_channel_of_first_filter,
                bias=lambda numbers, bias, _: numbers + bias[0],
            ),
        ),
    ),
    grader.Misconception(
        id="channels-averaged",
        says="The channels are averaged, not added up.",
        hint="Take a picture of ones and a kernel of ones, and count by hand what one window "
        "should give with two channels.",
        variants=(grader.variant(kernel=lambda kernel, _: kernel / kernel.shape[2]),),
    ),
    grader.Misconception(
        id="kernel-cf-swapped",
        says="The last two axes of the kernel are mixed up: channels and filters.",
        hint="Say the shape of the kernel out loud: height, width, from which channel, to which "
        "filter. Which index belongs to which loop?",
        variants=(grader.variant(kernel=_exchanged),),
    ),
    grader.Misconception(
        id="kernel-channels-first",
        says="The kernel is read in PyTorch's order: filters, channels, height, width.",
        hint="Libraries store kernels in different orders. Compare the shape in this assignment "
        "with the one in the tutorial that you used.",
        variants=(
            grader.variant(
                kernel=_read_as_pytorch, combine=_products_of_few_channels, bias=_few_biases
            ),
        ),
    ),
    grader.Misconception(
        id="im2col-order-mismatch",
        says="Window and filter are flattened in different orders, so pixels meet the wrong "
        "weights.",
        hint="Flattening walks through the axes in order, the last one fastest. Is that the same "
        "walk on both sides of your product?",
        variants=(
            grader.variant(kernel=lambda kernel, _: _flattened(kernel, (2, 0, 1))),
            grader.variant(kernel=_patches_channels_first),
            grader.variant(kernel=_filters_reshaped_first),
        ),
    ),
)

ORDER = (
    grader.Misconception(
        id="input-channels-first",
        says="The first axis of the picture is taken for its channels, as in PyTorch.",
        hint="Here the channels are the last axis. Say the shape of x out loud: which axes does "
        "your window move along?",
        variants=(
            grader.variant(
                only=_DEEP,
                picture=lambda x, _: x.transpose(1, 2, 0),
                combine=_products_of_few_slices,
            ),
            grader.variant(
                only=("max_pool2d", "avg_pool2d"),
                picture=lambda x, _: x.transpose(1, 2, 0),
                layout=lambda numbers, _: numbers.transpose(2, 0, 1),
            ),
        ),
    ),
)

FILTERS = (
    grader.Misconception(
        id="only-first-filter",
        says="Every map is made by the first filter.",
        hint="Two filters should give two different maps. Which index picks the filter?",
        variants=(
            grader.variant(kernel=lambda kernel, _: np.broadcast_to(kernel[..., :1], kernel.shape)),
        ),
    ),
    grader.Misconception(
        id="last-filter-only",
        says="Every map is that of the last filter.",
        hint="When the loop over the filters ends, what is left of the first map? Where should "
        "each filter write its results?",
        variants=(
            grader.variant(
                kernel=lambda kernel, _: np.broadcast_to(kernel[..., -1:], kernel.shape),
                bias=lambda numbers, bias, _: numbers + bias[-1],
            ),
        ),
    ),
    grader.Misconception(
        id="filters-summed",
        says="The filters are added up, so every map holds all of them.",
        hint="Which axes of the kernel are used up by adding, and which one is still there in the "
        "output?",
        variants=(
            grader.variant(
                kernel=lambda kernel, _: np.broadcast_to(
                    kernel.sum(axis=3, keepdims=True), kernel.shape
                )
            ),
        ),
    ),
)
