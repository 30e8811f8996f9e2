"""Misconceptions about the weights of a network, and about its activations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import grader

from .models import RULES, Arrays, with_bias
from .steps import Layer

_SOFTMAX = RULES["softmax"]


def _has_kernel(layer: Layer) -> bool:
    return layer["kind"] in {"Conv2D", "Dense"}


def _count(layer: Layer) -> int:
    return 1 + bool(layer["use_bias"]) if _has_kernel(layer) else 0


def _given(arrays: Sequence[np.ndarray]) -> Arrays:
    kernel, bias = (*(one.astype(np.float64) for one in arrays), None, None)[:2]
    return kernel, bias


def _from_end(layers: Sequence[Layer], weights: Sequence[np.ndarray]) -> Iterator[Arrays]:
    """Give the last arrays to the first layer."""
    waiting = list(weights)
    for layer in layers:
        left = len(waiting) - _count(layer)
        yield _given(waiting[left:])
        waiting = waiting[:left]


def _always_first(layers: Sequence[Layer], weights: Sequence[np.ndarray]) -> Iterator[Arrays]:
    """Give the first arrays to every layer."""
    for layer in layers:
        yield _given(weights[: _count(layer)])


def _always_two(layers: Sequence[Layer], weights: Sequence[np.ndarray]) -> Iterator[Arrays]:
    """Take a kernel and a bias for every layer that has weights."""
    waiting = list(weights)
    for layer in layers:
        if _has_kernel(layer):
            yield _given([waiting.pop(0), waiting.pop(0)])
        else:
            yield None, None


def _bias_only_in(kind: str) -> Any:
    def bias(numbers: np.ndarray, given: np.ndarray | None, of: str) -> np.ndarray:
        return with_bias(numbers, given if of == kind else None, of)

    return bias


def _no_relu_in(kind: str) -> Any:
    """Leave out the hidden activations of one kind of layer."""

    def name(layer: Layer, is_last: bool) -> Any:
        return None if layer["kind"] == kind and not is_last else layer["activation"]

    return name


def _relu_in(kind: str) -> Any:
    """Use ReLU in one kind of layer, where no activation is given."""

    def name(layer: Layer, _is_last: bool) -> Any:
        given = layer["activation"]
        return "relu" if given is None and layer["kind"] == kind else given

    return name


def over(numbers: np.ndarray, axis: int | None) -> np.ndarray:
    """Return softmax over an axis, or over all numbers."""
    powers = np.exp(numbers - numbers.max(axis=axis, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=axis, keepdims=True)
    return shares


#: What is wrong in an exercise that comes before is called here as it is there: so it costs
#: points once.
WEIGHTS = (
    # https://github.com/gallettilance/kviz/issues/13: "`set_weights()` assumes there is a bias
    # term."
    grader.Misconception(
        id="forward-always-takes-bias",
        says="Every layer takes a kernel and a bias from the list, even when use_bias is False.",
        hint="The list has only what there is. Which array comes after the kernel of a layer that "
        "has no bias?",
        variants=(grader.variant(arrays=_always_two, raises="ValueError"),),
    ),
    # https://github.com/tensorflow/tfjs-converter/pull/178: a wrong assumption about the order.
    grader.Misconception(
        id="forward-weights-from-end",
        says="The last weights of the list go to the first layer.",
        hint="The list is in the order of the layers. From which end of it should the first layer "
        "take its arrays?",
        variants=(grader.variant(arrays=_from_end, raises="ValueError"),),
    ),
    grader.Misconception(
        id="forward-first-weights-for-all",
        says="All layers use the first weights of the list.",
        hint="Write down, layer by layer, which place of the list each array comes from. Does it "
        "move on?",
        variants=(grader.variant(arrays=_always_first, raises="ValueError"),),
    ),
    grader.Misconception(
        id="forward-bias-forgotten",
        says="Biases are not added.",
        hint="What does a layer hand on when the picture is black everywhere?",
        variants=(grader.variant(bias=lambda numbers, _bias, _kind: numbers),),
    ),
    grader.Misconception(
        id="conv-bias-forgotten",
        says="The biases of convolutions are not added.",
        hint="What does a convolution hand on when the picture is black everywhere?",
        variants=(grader.variant(bias=_bias_only_in("Dense")),),
    ),
    grader.Misconception(
        id="dense-no-bias",
        says="The biases of dense layers are not added.",
        hint="What does a dense layer hand on when all that comes in is 0?",
        variants=(grader.variant(bias=_bias_only_in("Conv2D")),),
    ),
    grader.Misconception(
        id="dense-weights-turned",
        says="The weights of dense layers are used with rows and columns exchanged.",
        hint="The kernel of a Dense layer has the shape (inputs, units). On which side of it does "
        "x have to stand?",
        variants=(grader.variant(matrix=np.transpose, raises="ValueError"),),
    ),
)

ACTIVATIONS = (
    grader.Misconception(
        id="forward-no-softmax",
        says="The last activation is left out: the answer is logits, not probabilities.",
        hint="Add up each row of your answer. What should come out?",
        variants=(
            grader.variant(name=lambda layer, is_last: None if is_last else layer["activation"]),
        ),
    ),
    grader.Misconception(
        id="forward-no-hidden-activation",
        says="Activations of hidden layers are left out.",
        hint="Without them, two dense layers are no more than one. Which key of a layer says what "
        "to do?",
        variants=(
            grader.variant(relu=lambda numbers: numbers),
            grader.variant(name=_no_relu_in("Conv2D")),
            grader.variant(name=_no_relu_in("Dense")),
        ),
    ),
    grader.Misconception(
        id="forward-relu-everywhere",
        says="Layers whose activation is None are given ReLU.",
        hint="Not every layer bends its numbers. What should come out of a layer whose activation "
        "is None?",
        variants=(
            grader.variant(name=lambda layer, _is_last: layer["activation"] or "relu"),
            grader.variant(name=_relu_in("Conv2D")),
        ),
    ),
    grader.Misconception(
        id="forward-relu-on-logits",
        says="The last layer's numbers go through ReLU.",
        hint="Two classes may both have numbers below zero. Should they become equally likely?",
        variants=(
            grader.variant(softmax=lambda logits: _SOFTMAX(np.maximum(logits, 0.0))),
            grader.variant(softmax=lambda logits: np.maximum(logits, 0.0)),
            grader.variant(
                name=_relu_in("Dense"), softmax=lambda logits: _SOFTMAX(np.maximum(logits, 0.0))
            ),
        ),
    ),
    grader.Misconception(
        id="forward-softmax-twice",
        says="Softmax is applied twice.",
        hint="Softmax of probabilities brings them closer together. Where in your code is it "
        "called, and how often for the last layer?",
        variants=(grader.variant(softmax=lambda logits: _SOFTMAX(_SOFTMAX(logits))),),
    ),
    grader.Misconception(
        id="softmax-over-batch-axis",
        says="Softmax compares the pictures of a batch, not the classes of a picture.",
        hint="Add up the rows of your answer, then the columns. Which of them should be 1?",
        variants=(grader.variant(softmax=lambda logits: over(logits, 0)),),
    ),
    grader.Misconception(
        id="softmax-over-everything",
        says="Softmax makes one sum of all pictures of the batch.",
        hint="Add up all numbers of your answer. How many pictures are there, and what should "
        "each of them add up to?",
        variants=(grader.variant(softmax=lambda logits: over(logits, None)),),
    ),
    grader.Misconception(
        id="softmax-sigmoid",
        says="Each class is given a number between 0 and 1 by itself, with a sigmoid.",
        hint="A picture shows one of the classes. What should its probabilities add up to?",
        variants=(grader.variant(softmax=lambda logits: 1 / (1 + np.exp(-logits))),),
    ),
    grader.Misconception(
        id="softmax-without-exp",
        says="The logits are divided by their sum.",
        hint="Logits may be below zero. What makes a positive number of each before shares are "
        "taken?",
        variants=(
            grader.variant(softmax=lambda logits: logits / logits.sum(axis=-1, keepdims=True)),
        ),
    ),
    grader.Misconception(
        id="forward-returns-classes",
        says="The likeliest class is returned, not the probabilities.",
        hint="Look at the shape that is asked for. How many numbers belong to each picture?",
        variants=(
            grader.variant(answer=lambda numbers: numbers.argmax(axis=-1)),
            grader.variant(answer=lambda numbers: numbers.argmax(axis=-1)[:, np.newaxis]),
        ),
    ),
)
