"""Misconceptions about the convolution of a batch."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

import grader

from .models import products

Combine = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _channels(chosen: slice) -> Combine:
    """Use some of the channels alone."""
    return lambda windows, kernel: products(windows[:, :, :, chosen], kernel[:, :, chosen])


def _divided(count: Callable[[np.ndarray], int]) -> Combine:
    return lambda windows, kernel: products(windows, kernel) / count(kernel)


def _more_bias(times: Callable[[np.ndarray], int]) -> Callable[..., np.ndarray]:
    """Add the bias as often as the kernel's sizes say."""
    return lambda numbers, bias, kernel: numbers + bias * times(kernel)


def _filters_as_channels(kernel: np.ndarray) -> np.ndarray:
    if kernel.shape[2] != kernel.shape[3]:
        raise grader.UndefinedError  # Whether it raises, and what, depends on how it is written.
    return kernel.transpose(0, 1, 3, 2)


def _with_counts(windows: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Return the sums, and how many pixels of the picture go into each: nan lies around it."""
    sums = products(np.nan_to_num(windows), kernel)
    counts = np.isfinite(windows).sum(axis=(3, 4, 5))[..., np.newaxis]
    return np.stack([sums, np.broadcast_to(counts, sums.shape)])


def _never_set_back(numbers: np.ndarray, order: tuple[int, int, int, int]) -> np.ndarray:
    """Carry the sum on from one place to the next, in this order of the axes."""
    line = numbers.transpose(order)
    carried = np.cumsum(line).reshape(line.shape)
    return carried.transpose(np.argsort(order))


def _square_transposed(kernel: np.ndarray) -> np.ndarray:
    if kernel.shape[0] != kernel.shape[1]:
        raise grader.UndefinedError  # Whether it raises, and what, depends on how it is written.
    return kernel.transpose(1, 0, 2, 3)


def _first_filter_alone(numbers: np.ndarray, _images: np.ndarray) -> np.ndarray:
    only = np.zeros_like(numbers)
    only[..., 0] = numbers[..., 0]
    return only


def _from_first(bias: np.ndarray) -> np.ndarray:
    return np.broadcast_to(bias[:1], bias.shape)


def _same_filter(kernel: np.ndarray) -> np.ndarray:
    return np.broadcast_to(kernel[..., :1], kernel.shape)


CONV = (
    grader.Misconception(
        id="conv-kernel-flipped",
        says="The kernel is laid on upside down and back to front.",
        hint="Mathematics turns the kernel around, libraries for neural networks do not. Which "
        "pixel should meet the kernel's first number?",
        variants=(grader.variant(kernel=lambda kernel: kernel[::-1, ::-1]),),
    ),
    grader.Misconception(
        id="conv-kernel-transposed",
        says="The kernel's rows are laid on as columns.",
        hint="Lay a kernel of one row and two columns on a picture. Do the two pixels that it "
        "meets lie side by side?",
        variants=(
            grader.variant(kernel=lambda kernel: kernel.transpose(1, 0, 2, 3)),
            grader.variant(kernel=_square_transposed),
        ),
    ),
    grader.Misconception(
        id="conv-bias-forgotten",
        says="The bias is not added.",
        hint="What should the answer be for a picture that is 0 everywhere?",
        variants=(grader.variant(bias=lambda numbers, _bias, _kernel: numbers),),
    ),
    grader.Misconception(
        id="conv-bias-repeated",
        says="The bias is added more than once to one number.",
        hint="Try a picture that is 0 everywhere. How many times is the bias in each number of "
        "your answer, and with which of the kernel's sizes does that change?",
        variants=(
            grader.variant(bias=_more_bias(lambda kernel: kernel.shape[2])),
            grader.variant(bias=_more_bias(lambda kernel: kernel[:, :, 0, 0].size)),
            grader.variant(bias=_more_bias(lambda kernel: kernel[..., 0].size)),
            # With each product, and there are none around the picture.
            grader.variant(
                outside=lambda: np.nan,
                combine=_with_counts,
                bias=lambda numbers, bias, _kernel: numbers[0] + numbers[1] * bias,
            ),
        ),
    ),
    grader.Misconception(
        id="conv-one-bias-for-all",
        says="Every filter gets the same bias.",
        hint="The bias has one number for each filter. Which axis of the answer do they go along?",
        variants=(
            grader.variant(bias=lambda numbers, bias, _kernel: numbers + _from_first(bias)),
            grader.variant(bias=lambda numbers, bias, _kernel: numbers + bias.sum()),
            grader.variant(bias=lambda numbers, bias, _kernel: numbers + bias.mean()),
        ),
    ),
    grader.Misconception(
        id="conv-only-one-channel",
        says="Only one channel of the picture is used.",
        hint="A filter reaches through all channels at once. How many products are added up for "
        "one number of the answer?",
        variants=(
            grader.variant(combine=_channels(slice(0, 1))),
            grader.variant(combine=_channels(slice(-1, None))),
        ),
    ),
    grader.Misconception(
        id="conv-channels-averaged",
        says="The mean over the channels is taken in the place of their sum.",
        hint="Does the answer stay the same if a channel is added that is 0 everywhere? Should it?",
        variants=(grader.variant(combine=_divided(lambda kernel: kernel.shape[2])),),
    ),
    grader.Misconception(
        id="conv-products-averaged",
        says="The sum of the products is divided by how many weights there are.",
        hint="A convolution adds up. With a kernel of ones and a picture of ones, what is the "
        "number in the middle?",
        variants=(
            grader.variant(combine=_divided(lambda kernel: kernel[:, :, 0, 0].size)),
            grader.variant(combine=_divided(lambda kernel: kernel[..., 0].size)),
        ),
    ),
    grader.Misconception(
        id="conv-only-first-filter",
        says="Only the first filter is used.",
        hint="The kernel's last axis counts the filters, and so does the answer's. What makes the "
        "second number at a place differ from the first?",
        variants=(
            grader.variant(
                kernel=lambda kernel: kernel[..., :1],
                bias=lambda numbers, bias, _kernel: numbers + bias[:1],
            ),
            grader.variant(kernel=_same_filter),
            grader.variant(layout=_first_filter_alone),
        ),
    ),
    grader.Misconception(
        id="conv-filters-as-channels",
        says="The kernel's last two axes are exchanged: filters are taken for channels.",
        hint="The third axis of the kernel has to be as long as the last axis of x. Which of them "
        "do you add up over?",
        variants=(grader.variant(kernel=_filters_as_channels),),
    ),
    grader.Misconception(
        id="conv-sum-carried-on",
        says="Sums are carried on: where one ends, another begins.",
        hint="Look for the first number that is wrong. Where does the sum for it begin, and what "
        "is in there already?",
        variants=(
            grader.variant(maps=lambda numbers: np.cumsum(numbers, axis=0)),
            grader.variant(layout=lambda numbers, _images: np.cumsum(numbers, axis=0)),
            grader.variant(maps=lambda numbers: _never_set_back(numbers, (0, 1, 2, 3))),
            grader.variant(maps=lambda numbers: _never_set_back(numbers, (0, 3, 1, 2))),
        ),
    ),
    grader.Misconception(
        id="conv-relu-built-in",
        says="Negative numbers of the answer are set to 0.",
        hint="That is the work of another layer. What does a convolution do with a sum below 0?",
        variants=(
            grader.variant(result=lambda numbers: np.maximum(numbers, 0)),
            grader.variant(maps=lambda numbers: np.maximum(numbers, 0)),
        ),
    ),
    grader.Misconception(
        id="conv-cut-to-ints",
        says="The numbers of the answer are cut to whole ones.",
        hint="What kind of numbers can the array hold that you write into? Look at its dtype.",
        variants=(grader.variant(result=np.trunc), grader.variant(maps=np.trunc)),
    ),
)
