"""What explains wrong answers: the model, misconceptions, facets and shape rules of each exercise.

Misconceptions stand in the order in which they should be thought of. A group may be shared:
of its misconceptions, those count that fit the exercise's model.
"""

from __future__ import annotations

from typing import Any

from . import facets, shape_rules, worked
from .mistakes import (
    amounts,
    biases,
    channels,
    frames,
    kernels,
    outputs,
    places,
    pool_numbers,
    pools,
    shapes,
    strides,
)
from .models import exercises

_PLAIN = (
    *kernels.KERNEL,
    *biases.BIAS,
    *outputs.SIZE,
    *kernels.SUMS,
    *outputs.VALUES,
    *places.PLACES,
    *outputs.TOTALS,
)
_PICTURES = (*kernels.KERNEL_2D, *outputs.ORDER)
_DEEP = (*channels.CHANNELS, *channels.ORDER, *channels.FILTERS, *biases.BIASES)
_PADDED = (*amounts.SAME, *frames.FILL, *frames.OUTPUT)
_POOLING = (
    *pools.BORDER,
    *pools.STRIDES,
    *pools.CHANNELS,
    *channels.ORDER,
    *pool_numbers.NUMBERS,
    *strides.STEPS,
    *places.PLACES,
    *places.MODE,
    *amounts.SAME,
    *amounts.STRIDED,
    *kernels.KERNEL_2D,
    *outputs.ORDER,
    *outputs.SIZE,
    *outputs.TOTALS,
    *outputs.VALUES,
)
_SIZES = (
    *places.MODE,
    *outputs.SIZE,
    *shapes.SIZES,
    *amounts.SAME,
    *amounts.STRIDED,
    *strides.STEPS,
    *places.PLACES,
)
_SHAPES = (*shapes.DEPTH, *shapes.ORDER, *kernels.KERNEL_2D, *_SIZES)
#: In sizes, a float is a float, whoever's.
_FLOATS = (("output-not-int", "same-not-int"),)

CONV1D: dict[str, Any] = {
    "model": exercises.CONV1D,
    "misconceptions": _PLAIN,
    "facets": facets.CONV1D,
    "shape_rules": shape_rules.CONV1D,
    "worked": worked.CONV1D,
}
CONV2D_SINGLE: dict[str, Any] = {
    "model": exercises.CONV2D_SINGLE,
    "misconceptions": (*_PLAIN, *_PICTURES),
    "facets": facets.CONV2D_SINGLE,
    "shape_rules": shape_rules.CONV2D_SINGLE,
    "worked": worked.CONV2D_SINGLE,
}
CONV2D: dict[str, Any] = {
    "model": exercises.CONV2D,
    "misconceptions": (*_PLAIN, *_PICTURES, *_DEEP),
    "facets": facets.CONV2D,
    "shape_rules": shape_rules.CONV2D,
    "worked": worked.CONV2D,
}
ZERO_PAD: dict[str, Any] = {
    "model": exercises.ZERO_PAD,
    "misconceptions": (*frames.AMOUNTS, *frames.FILL, *outputs.VALUES),
    "facets": facets.ZERO_PAD,
    "shape_rules": shape_rules.ZERO_PAD,
    "worked": worked.ZERO_PAD,
}
SAME_PADDING: dict[str, Any] = {
    "model": exercises.SAME_PADDING,
    "misconceptions": (*amounts.SAME, *amounts.STRIDED),
    "facets": facets.SAME_PADDING,
    "shape_rules": shape_rules.SAME_PADDING,
    "worked": worked.SAME_PADDING,
}
CONV2D_SAME: dict[str, Any] = {
    "model": exercises.CONV2D_SAME,
    "misconceptions": (*_PADDED, *_PLAIN, *_PICTURES, *_DEEP),
    # At stride 1 all the zeros are one less than the kernel is long.
    "alike": (("same-total-each-side", "same-full-padding"),),
    "facets": facets.CONV2D_SAME,
    "shape_rules": shape_rules.CONV2D_SAME,
    "worked": worked.CONV2D_SAME,
}
CONV2D_STRIDED: dict[str, Any] = {
    "model": exercises.CONV2D_STRIDED,
    "misconceptions": (
        *strides.STEPS,
        *_PADDED,
        *amounts.STRIDED,
        *_PLAIN,
        *_PICTURES,
        *_DEEP,
        *places.MODE,
    ),
    "facets": facets.CONV2D_STRIDED,
    "shape_rules": shape_rules.CONV2D_STRIDED,
    "worked": worked.CONV2D_STRIDED,
}
MAX_POOL2D: dict[str, Any] = {
    "model": exercises.MAX_POOL2D,
    "misconceptions": _POOLING,
    "facets": facets.POOL,
    "shape_rules": shape_rules.POOL,
    "worked": worked.POOL,
}
AVG_POOL2D: dict[str, Any] = {**MAX_POOL2D, "model": exercises.AVG_POOL2D}
OUTPUT_SIZE: dict[str, Any] = {
    "model": exercises.OUTPUT_SIZE,
    "misconceptions": _SIZES,
    "alike": _FLOATS,
    "facets": facets.OUTPUT_SIZE,
    "shape_rules": shape_rules.OUTPUT_SIZE,
    "worked": worked.OUTPUT_SIZE,
}
CONV_OUTPUT_SHAPE: dict[str, Any] = {
    "model": exercises.CONV_OUTPUT_SHAPE,
    "misconceptions": _SHAPES,
    "alike": _FLOATS,
    "facets": facets.CONV_SHAPE,
    "shape_rules": shape_rules.CONV_SHAPE,
    "worked": worked.CONV_SHAPE,
}
POOL_OUTPUT_SHAPE: dict[str, Any] = {
    "model": exercises.POOL_OUTPUT_SHAPE,
    "misconceptions": (*pools.STRIDES, *_SHAPES),
    "alike": _FLOATS,
    "facets": facets.POOL_SHAPE,
    "shape_rules": shape_rules.POOL_SHAPE,
    "worked": worked.POOL_SHAPE,
}
