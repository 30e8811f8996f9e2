"""Misconceptions about the kernel, its channels and its filters."""

from __future__ import annotations

import numpy as np

import grader

from ..models.windows import Windows, products

_2D = ("conv2d_single", "conv2d", "conv2d_same", "conv2d_strided")


def _square_of_height(kernel: np.ndarray, _strides: object) -> np.ndarray:
    height, width = kernel.shape[:2]
    if width < height:
        raise IndexError("the kernel is not as wide as it is high")
    return kernel[:, :height]


def _square_of_width(kernel: np.ndarray, _strides: object) -> np.ndarray:
    height, width = kernel.shape[:2]
    if height < width:
        raise IndexError("the kernel is not as high as it is wide")
    return kernel[:width]


def _normalised(kernel: np.ndarray, total: np.ndarray) -> np.ndarray:
    if not np.all(total):
        raise grader.UndefinedError  # Divided by zero.
    normalised: np.ndarray = kernel / total
    return normalised


def _read_as_pytorch(kernel: np.ndarray, _strides: object) -> np.ndarray:
    return kernel.transpose(2, 3, 1, 0)


def _channels_first_products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    if windows.values.shape[4] != kernel.shape[2]:
        raise grader.UndefinedError
    return products(windows, kernel)


def _exchanged(kernel: np.ndarray, _strides: object) -> np.ndarray:
    channels, filters = kernel.shape[2:]
    if channels != filters:
        raise grader.UndefinedError
    return kernel.swapaxes(2, 3)


def _first_channel_only(kernel: np.ndarray, _strides: object) -> np.ndarray:
    only = np.zeros_like(kernel)
    only[:, :, 0] = kernel[:, :, 0]
    return only


def _channel_of_filter(kernel: np.ndarray, _strides: object) -> np.ndarray:
    channels, filters = kernel.shape[2:]
    only = np.zeros_like(kernel)
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


def _matrix_products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Multiply each channel's patch and slice as matrices, and add up what comes out."""
    patches = windows.values.transpose(0, 1, 4, 2, 3)[..., np.newaxis, :, :, :]
    slices = kernel.transpose(3, 2, 0, 1)
    sums: np.ndarray = np.matmul(patches, slices).sum(axis=(3, 4, 5))
    return sums


def _stacked_matrix_products(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    """Multiply a whole patch and a whole filter with ``@``: matrices are (kw, C) then."""
    patches = windows.values[..., np.newaxis, :, :, :]
    sums: np.ndarray = np.matmul(patches, kernel.transpose(3, 0, 1, 2)).sum(axis=(3, 4, 5))
    return sums


def _per_channel(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    sums: np.ndarray = np.einsum("ijuvc,uvcf->ijcf", windows.values, kernel)
    return sums


def _per_channel_of_first_filter(windows: Windows, kernel: np.ndarray) -> np.ndarray:
    sums: np.ndarray = np.einsum("ijuvc,uvc->ijc", windows.values, kernel[..., 0])
    return sums


KERNEL = (
    grader.Misconception(
        id="kernel-flipped",
        says="The kernel is laid on upside down and back to front.",
        hint="Take a kernel with a single 1 in its top left corner. Which pixel of each window "
        "should come back?",
        variants=(grader.variant(kernel=lambda kernel, _: kernel[::-1, ::-1]),),
    ),
)

KERNEL_2D = (
    grader.Misconception(
        id="kernel-flipped-one-axis",
        says="One axis of the kernel runs backwards.",
        hint="Try a kernel that is a single row, then one that is a single column. Which of the "
        "two comes out turned around?",
        variants=(
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel[::-1]),
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel[:, ::-1]),
        ),
    ),
    grader.Misconception(
        id="kernel-transposed",
        says="Height and width of the kernel are exchanged: its rows lie on columns of the "
        "picture.",
        hint="Which pixel of the window meets the second number in the first row of the kernel?",
        variants=(
            grader.variant(only=_2D, kernel=lambda kernel, _: kernel.swapaxes(0, 1)),
            grader.variant(only=("conv_output_shape",), window=lambda size: size[::-1]),
        ),
    ),
    grader.Misconception(
        id="square-assumed",
        says="Only one of two sizes is used, as if everything were square.",
        hint="Your answer is right for square inputs. Try a kernel or a picture that is clearly "
        "wider than high: which line uses the same number for both axes?",
        variants=(
            grader.variant(only=_2D, kernel=_square_of_height),
            grader.variant(only=_2D, kernel=_square_of_width),
            grader.variant(
                only=("max_pool2d", "avg_pool2d"), window=lambda size: (size[0], size[0])
            ),
            grader.variant(
                only=("max_pool2d", "avg_pool2d"), window=lambda size: (size[1], size[1])
            ),
            grader.variant(
                only=("conv_output_shape", "pool_output_shape"),
                window=lambda size: (size[0], size[0]),
            ),
            grader.variant(
                only=("conv_output_shape", "pool_output_shape"),
                sizes=lambda input_shape: (input_shape[0], input_shape[0]),
            ),
        ),
    ),
    grader.Misconception(
        id="matmul-not-elementwise",
        says="Window and kernel are multiplied as matrices.",
        hint="Lay the kernel on the window: each weight meets the one pixel under it. What does a "
        "matrix product pair instead?",
        variants=(
            grader.variant(only=_2D, combine=_matrix_products),
            grader.variant(only=_2D[1:], combine=_stacked_matrix_products),
        ),
    ),
)

SUMS = (
    grader.Misconception(
        id="window-mean-not-sum",
        says="The products of a window are averaged, not added up.",
        hint="With a picture and a kernel of ones, what should one window give? Count by hand.",
        variants=(
            grader.variant(
                combine=lambda windows, kernel: products(windows, kernel) / kernel[..., 0].size
            ),
            grader.variant(
                only=_2D[1:],
                combine=lambda windows, kernel: products(windows, kernel) / kernel[..., 0, 0].size,
            ),
        ),
    ),
    grader.Misconception(
        id="kernel-normalised",
        says="The kernel is divided by the sum of its weights.",
        hint="A blur is scaled so that a picture keeps its brightness. Who chooses the weights of "
        "a layer, and may they be changed?",
        variants=(
            grader.variant(
                kernel=lambda kernel, _: _normalised(kernel, kernel.sum(axis=(0, 1, 2)))
            ),
            grader.variant(kernel=lambda kernel, _: _normalised(kernel, kernel.sum())),
        ),
    ),
)

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
        variants=(grader.variant(kernel=_channel_of_filter),),
    ),
    grader.Misconception(
        id="channels-not-summed",
        says="There is one map for each channel: the channels are not added up.",
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
        variants=(grader.variant(kernel=_read_as_pytorch, combine=_channels_first_products),),
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
