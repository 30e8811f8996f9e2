"""Assignment 1 checked the way a careful teacher would by hand: pytest, Hypothesis and tf.nn.

The yardstick for ``grader check assignment1``: the same twelve functions, each compared
with TensorFlow on 100 inputs. Ordinary idioms throughout: nothing here is slowed down,
and nothing is tuned.

    SUBMISSION=examples/assignment1/finished pytest -q -p no:randomly benchmarks/handwritten
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

ROOT = Path(__file__).resolve().parents[2]
SUBMISSION = ROOT / os.environ.get("SUBMISSION", "examples/assignment1/finished")
sys.path.insert(0, str(SUBMISSION))

# The students' modules are imported inside the tests: a syntax error in one of the
# five files then fails the tests of that file only.

hundred = settings(max_examples=100, deadline=None, database=None)

sizes = st.integers(1, 8)
kernel_sizes = st.integers(1, 4)
depths = st.integers(1, 3)
steps = st.integers(1, 3)
paddings = st.sampled_from(["valid", "same"])
# Small integers and halves: float32 sums of their products are exact in any order.
values = st.integers(-9, 9)
halves = st.integers(-9, 9).map(lambda n: n / 2)


def floats(shape, elements=values):
    return arrays(np.float32, shape, elements=elements)


def fitting(size, padding):
    """Window sizes: without padding the window has to fit into the image."""
    return st.integers(1, min(size, 4)) if padding == "valid" else kernel_sizes


@st.composite
def convolutions(draw, paddings=paddings):
    height, width, channels, filters = draw(st.tuples(sizes, sizes, depths, depths))
    padding = draw(paddings)
    window = draw(st.tuples(fitting(height, padding), fitting(width, padding)))
    return {
        "x": draw(floats((height, width, channels))),
        "kernel": draw(floats((*window, channels, filters))),
        "bias": draw(floats(filters, halves)),
        "strides": draw(st.tuples(steps, steps)),
        "padding": padding,
    }


@st.composite
def poolings(draw):
    height, width, channels = draw(st.tuples(sizes, sizes, depths))
    padding = draw(paddings)
    return {
        "x": draw(floats((height, width, channels))),
        "pool_size": draw(st.tuples(fitting(height, padding), fitting(width, padding))),
        "strides": draw(st.none() | st.tuples(steps, steps)),
        "padding": padding,
    }


@st.composite
def shapes(draw):
    """What the two functions for whole shapes have in common: input shape, window, padding."""
    height, width, channels = draw(st.tuples(sizes, sizes, depths))
    padding = draw(paddings)
    window = draw(st.tuples(fitting(height, padding), fitting(width, padding)))
    return (height, width, channels), window, padding


def assert_array(actual, expected, call):
    """The student's array equals TensorFlow's: type, shape, values."""
    expected = np.asarray(expected)
    assert isinstance(actual, np.ndarray), f"{call} returned {type(actual).__name__}, not an array"
    assert actual.dtype in (np.float32, np.float64), f"{call} returned dtype {actual.dtype}"
    assert actual.shape == expected.shape, (
        f"{call} returned shape {actual.shape}, tf gives {expected.shape}"
    )
    np.testing.assert_allclose(
        actual, expected, rtol=1e-5, atol=1e-5, err_msg=f"{call} differs from tf"
    )


def assert_sizes(actual, expected, call):
    """The student's sizes equal TensorFlow's, and are whole numbers by type too."""
    assert isinstance(actual, (tuple, list)), f"{call} returned {actual!r}, not a tuple"
    assert all(isinstance(n, (int, np.integer)) for n in actual), f"{call} returned {actual!r}"
    assert tuple(actual) == tuple(expected), f"{call} returned {actual}, tf gives {expected}"


# convolution.py


@hundred
@given(st.data())
def test_conv1d(data):
    from convolution import conv1d

    length = data.draw(sizes, label="length")
    x = data.draw(floats(length), label="x")
    w = data.draw(floats(data.draw(fitting(length, "valid"), label="kernel length")), label="w")
    b = data.draw(halves, label="b")
    expected = tf.nn.conv1d(x[None, :, None], w[:, None, None], stride=1, padding="VALID")
    assert_array(conv1d(x, w, b), expected[0, :, 0] + b, "conv1d")


@hundred
@given(st.data())
def test_conv2d_single(data):
    from convolution import conv2d_single

    height, width = data.draw(st.tuples(sizes, sizes), label="image size")
    window = data.draw(
        st.tuples(fitting(height, "valid"), fitting(width, "valid")), label="kernel size"
    )
    x = data.draw(floats((height, width)), label="x")
    w = data.draw(floats(window), label="w")
    b = data.draw(halves, label="b")
    expected = tf.nn.conv2d(x[None, :, :, None], w[:, :, None, None], 1, "VALID")
    assert_array(conv2d_single(x, w, b), expected[0, :, :, 0] + b, "conv2d_single")


@hundred
@given(convolutions(paddings=st.just("valid")))
def test_conv2d(call):
    from convolution import conv2d

    x, kernel, bias = call["x"], call["kernel"], call["bias"]
    expected = tf.nn.bias_add(tf.nn.conv2d(x[None], kernel, 1, "VALID"), bias)
    assert_array(conv2d(x, kernel, bias), expected[0], "conv2d")


# padding.py


@hundred
@given(st.data())
def test_zero_pad(data):
    from padding import zero_pad

    x = data.draw(floats(data.draw(st.tuples(sizes, sizes, depths), label="shape")), label="x")
    amounts = st.tuples(st.integers(0, 3), st.integers(0, 3))
    pad_height = data.draw(amounts, label="pad_height")
    pad_width = data.draw(amounts, label="pad_width")
    expected = tf.pad(x, [pad_height, pad_width, (0, 0)])
    assert_array(zero_pad(x, pad_height, pad_width), expected, "zero_pad")


@hundred
@given(size=st.integers(1, 20), kernel_size=st.integers(1, 7), stride=st.integers(1, 5))
def test_same_padding(size, kernel_size, stride):
    """The formula that TensorFlow publishes for SAME (https://www.tensorflow.org/api_docs/python/tf/nn)."""
    from padding import same_padding

    if size % stride == 0:
        total = max(kernel_size - stride, 0)
    else:
        total = max(kernel_size - size % stride, 0)
    expected = (total // 2, total - total // 2)
    assert_sizes(same_padding(size, kernel_size, stride), expected, "same_padding")


@hundred
@given(convolutions(paddings=st.just("same")))
def test_conv2d_same(call):
    from padding import conv2d_same

    x, kernel, bias = call["x"], call["kernel"], call["bias"]
    expected = tf.nn.bias_add(tf.nn.conv2d(x[None], kernel, 1, "SAME"), bias)
    assert_array(conv2d_same(x, kernel, bias), expected[0], "conv2d_same")


# stride.py


@hundred
@given(convolutions())
def test_conv2d_strided(call):
    from stride import conv2d_strided

    expected = tf.nn.conv2d(
        call["x"][None], call["kernel"], call["strides"], call["padding"].upper()
    )
    expected = tf.nn.bias_add(expected, call["bias"])
    assert_array(conv2d_strided(**call), expected[0], "conv2d_strided")


# pooling.py


@hundred
@given(poolings())
def test_max_pool2d(call):
    from pooling import max_pool2d

    strides = call["strides"] or call["pool_size"]
    expected = tf.nn.max_pool2d(
        call["x"][None], call["pool_size"], strides, call["padding"].upper()
    )
    assert_array(max_pool2d(**call), expected[0], "max_pool2d")


@hundred
@given(poolings())
def test_avg_pool2d(call):
    from pooling import avg_pool2d

    strides = call["strides"] or call["pool_size"]
    expected = tf.nn.avg_pool2d(
        call["x"][None], call["pool_size"], strides, call["padding"].upper()
    )
    assert_array(avg_pool2d(**call), expected[0], "avg_pool2d")


# output_shape.py


@hundred
@given(st.data())
def test_output_size(data):
    from output_shape import output_size

    size = data.draw(st.integers(1, 20), label="size")
    padding = data.draw(paddings, label="padding")
    kernel_size = data.draw(fitting(size, padding), label="kernel_size")
    stride = data.draw(st.integers(1, 5), label="stride")
    line = tf.nn.conv1d(
        tf.zeros((1, size, 1)), tf.zeros((kernel_size, 1, 1)), stride, padding.upper()
    )
    actual, expected = output_size(size, kernel_size, stride, padding), line.shape[1]
    assert isinstance(actual, (int, np.integer)), f"output_size returned {actual!r}, not an int"
    assert actual == expected, f"output_size returned {actual}, tf gives {expected}"


@hundred
@given(shape=shapes(), filters=st.integers(1, 8), strides=st.tuples(steps, steps))
def test_conv_output_shape(shape, filters, strides):
    from output_shape import conv_output_shape

    input_shape, window, padding = shape
    kernel = tf.zeros((*window, input_shape[-1], filters))
    expected = tf.nn.conv2d(tf.zeros((1, *input_shape)), kernel, strides, padding.upper())
    actual = conv_output_shape(input_shape, filters, window, strides, padding)
    assert_sizes(actual, tuple(expected.shape[1:]), "conv_output_shape")


@hundred
@given(shape=shapes(), strides=st.none() | st.tuples(steps, steps))
def test_pool_output_shape(shape, strides):
    from output_shape import pool_output_shape

    input_shape, window, padding = shape
    expected = tf.nn.max_pool2d(
        tf.zeros((1, *input_shape)), window, strides or window, padding.upper()
    )
    actual = pool_output_shape(input_shape, window, strides, padding)
    assert_sizes(actual, tuple(expected.shape[1:]), "pool_output_shape")
