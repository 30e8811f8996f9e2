"""Misconceptions about dense layers."""

from __future__ import annotations

import numpy as np

import grader


def _bias_down(sums: np.ndarray, bias: np.ndarray, _inputs: int) -> np.ndarray:
    """Add a bias to each row, if there are as many as rows."""
    with_bias: np.ndarray = sums + bias[:, np.newaxis]
    return with_bias


def _bias_of_picture(sums: np.ndarray, bias: np.ndarray, _inputs: int) -> np.ndarray:
    """Add a bias to each row, one after the other.

    Raises:
        IndexError: there are more rows than biases.
    """
    return np.stack([row + bias[number] for number, row in enumerate(sums)])


def _softmax(numbers: np.ndarray) -> np.ndarray:
    powers = np.exp(numbers - numbers.max(axis=-1, keepdims=True))
    shares: np.ndarray = powers / powers.sum(axis=-1, keepdims=True)
    return shares


DENSE = (
    # https://codeyarns.com/tech/2020-08-07-why-fc-weights-are-in-transposed-form.html: PyTorch
    # keeps them turned, and people ask why.
    grader.Misconception(
        id="dense-weights-turned",
        says="The weights are turned: a row of them is taken for a unit, as in PyTorch.",
        hint="PyTorch and Keras keep these weights in different orders. Which axis of them is as "
        "long as a row of x?",
        variants=(
            grader.variant(weights=lambda weights: weights.T),
            grader.variant(
                weights=lambda weights: weights.reshape(weights.shape[::-1]).T,
            ),
        ),
    ),
    grader.Misconception(
        id="dense-no-bias",
        says="The bias is not added.",
        hint="With an x of zeros, what should come out of each unit?",
        variants=(grader.variant(bias=lambda sums, _bias, _inputs: sums),),
    ),
    grader.Misconception(
        id="dense-bias-by-rows",
        says="Each row gets a bias of its own, not each unit.",
        hint="All pictures meet the same layer. Does a bias belong to a picture or to a unit?",
        variants=(grader.variant(bias=_bias_down), grader.variant(bias=_bias_of_picture)),
    ),
    grader.Misconception(
        id="dense-one-bias",
        says="All units get the same bias.",
        hint="There are as many biases as units. With an x of zeros, should all outputs be equal?",
        variants=(
            grader.variant(bias=lambda sums, bias, _inputs: sums + bias[0]),
            grader.variant(bias=lambda sums, bias, _inputs: sums + bias.sum()),
            grader.variant(bias=lambda sums, bias, _inputs: sums + bias.mean()),
        ),
    ),
    grader.Misconception(
        id="dense-bias-each-product",
        says="The bias is added to every product, not once to their sum.",
        hint="With an x of zeros, divide an output by its bias. How often was it added?",
        variants=(grader.variant(bias=lambda sums, bias, inputs: sums + inputs * bias),),
    ),
    grader.Misconception(
        id="dense-bias-subtracted",
        says="The bias is taken away, not added.",
        hint="With an x of zeros, which sign should an output have when its bias is positive?",
        variants=(grader.variant(bias=lambda sums, bias, _inputs: sums - bias),),
    ),
    grader.Misconception(
        id="dense-elementwise",
        says="Inputs and weights are multiplied place by place, without adding up.",
        hint="NumPy has two products of arrays. Which one adds up a row times a column?",
        variants=(grader.variant(products=lambda x, weights: x * weights),),
    ),
    grader.Misconception(
        id="dense-averages",
        says="The products are averaged, not added up.",
        hint="Take an x of ones and weights of ones. How large should the sum of three products "
        "be?",
        variants=(
            grader.variant(products=lambda x, weights: x @ weights / len(weights)),
            grader.variant(
                products=lambda x, weights: x @ weights / len(weights),
                bias=lambda sums, bias, inputs: sums + bias / inputs,
            ),
        ),
    ),
    grader.Misconception(
        id="dense-factors-exchanged",
        says="The weights stand in front of x in the product.",
        hint="In many books it is W x, with a column for each picture. Here a picture is a row. "
        "Which of the two has to come first?",
        variants=(
            grader.variant(products=lambda x, weights: weights @ x),
            grader.variant(products=lambda x, weights: weights.T @ x),
        ),
    ),
    grader.Misconception(
        id="dense-answer-turned",
        says="Rows and columns of the answer are exchanged.",
        hint="The first axis counts the pictures, before a layer and after it. How many columns "
        "should there be?",
        variants=(grader.variant(result=lambda numbers: numbers.T),),
    ),
    grader.Misconception(
        id="dense-with-activation",
        says="An activation follows: the sums do not come back as they are.",
        hint="The activation is a function of its own. What comes out here when the sum is -3?",
        variants=(
            grader.variant(result=lambda numbers: np.maximum(numbers, 0)),
            grader.variant(result=lambda numbers: 1 / (1 + np.exp(-numbers))),
            grader.variant(result=_softmax),
            grader.variant(result=np.tanh),
        ),
    ),
)
