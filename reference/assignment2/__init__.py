"""Assignment 2: a whole convolutional network, forward, by hand, in plain NumPy."""

from __future__ import annotations

import grader

from . import (
    activation,
    channels,
    dense_layers,
    evaluation,
    layers,
    model_summary,
    network,
    parameters,
    what_convolution_knows,
)

#: Misconceptions that come together: from one habit, or from one library's defaults.
PAIRS = (
    ("conv-kernel-flipped", "conv-bias-forgotten"),  # scipy's convolution, and nothing else
    ("pool-zeros-win", "pool-no-strides-is-one"),
    ("dense-no-bias", "dense-with-activation"),
    ("dropout-mask-turned", "dropout-not-scaled"),  # the mask says what is dropped, as in a figure
    ("count-bias-forgotten", "count-channels-forgotten"),  # only what a figure of a kernel shows
    ("count-bias-forgotten", "count-int-kernel-once"),
    ("summary-pool-has-parameters", "summary-strides-none-one"),
    ("count-bias-forgotten", "summary-batch-axis"),
    ("batch-only-first", "flatten-column-order"),  # both in functions that the network is made of
    ("forward-no-softmax", "forward-bias-forgotten"),
    ("predict-over-batch", "accuracy-as-percentage"),
    ("loss-sign-missing", "loss-summed"),
    ("loss-label-counted-from-one", "loss-summed"),
    ("shift-swapped", "shift-mean"),
)

ASSIGNMENT = grader.Assignment(
    id="assignment2",
    title="A convolutional network, forward, by hand",
    concepts=(
        channels.CONCEPT,
        layers.CONCEPT,
        activation.CONCEPT,
        dense_layers.CONCEPT,
        parameters.CONCEPT,
        model_summary.CONCEPT,
        network.CONCEPT,
        evaluation.CONCEPT,
        what_convolution_knows.CONCEPT,
    ),
    pairs=PAIRS,
    files=("digits.npz", "DIGITS.md", "classify.py"),
)
