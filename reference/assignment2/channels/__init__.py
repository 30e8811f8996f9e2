"""Channels: turn pictures and labels into what a network takes.

Grey pictures come out of a file as whole numbers from 0 (black) to 255
(white), in an array of shape (N, H, W): which picture, which row, which column.
Their labels come as numbers too: 0 for the first class, 1 for the second, and
so on. Three things are changed before a network sees them.

    pictures   (N, H, W)   ->  (N, H, W, 1)    the channels are the last axis
    pixels     0 ... 255   ->  0.0 ... 1.0     small numbers are learned better
    labels     2           ->  0  0  1  0      one number for each class

There is not much to compute. But a network that is given the wrong shape or the
wrong range often does not stop with an error: it just learns badly.
"""

from __future__ import annotations

import numpy as np

import grader

from . import draws, facets, mistakes, models, twin


def add_channel_axis(images: np.ndarray) -> np.ndarray:
    """Give grey pictures an axis for their one channel.

    Args:
        images: The pictures, shape (N, H, W), float32 or float64.

    Returns:
        The same numbers in the same order, shape (N, H, W, 1).

    Example:
        >>> images = np.arange(6.0).reshape(1, 2, 3)
        >>> x = add_channel_axis(images)
        >>> x.shape
        (1, 2, 3, 1)
        >>> x[0, 1, 2]
        array([5.])

    In a CNN:
        A colour picture has three channels, a grey one has one. ``Conv2D`` asks
        for the axis in any case: its kernel has an axis for channels too.
    """
    return images[..., np.newaxis]


def scale_pixels(images: np.ndarray) -> np.ndarray:
    """Bring pixels from 0 ... 255 to 0 ... 1.

    Args:
        images: The pictures, shape (N, H, W), uint8: whole numbers, 0 to 255.

    Returns:
        An array of floats of the same shape. Black (0) becomes 0.0 and white
        (255) becomes 1.0, whatever else there is in the picture.

    Example:
        >>> scale_pixels(np.array([[[0, 51, 255]]], dtype=np.uint8))
        array([[[0. , 0.2, 1. ]]])

    In a CNN:
        It is the layer ``Rescaling(1/255)``, or the first line of most programs
        that train with pictures. The same is done to every picture, when the
        network is trained and when it is used.
    """
    scaled: np.ndarray = images.astype(np.float64) / 255
    return scaled


def one_hot(labels: np.ndarray, classes: int) -> np.ndarray:
    """Write each label as a row of zeros with a single one.

    Args:
        labels: The number of each picture's class, shape (N,), int64. The first
            class is 0, the last one is ``classes - 1``. Not every class has to
            occur.
        classes: How many classes there are, an int of 1 or more.

    Returns:
        An array of floats of shape (N, classes): a row for each label. It is
        1.0 in the column of the label, and 0.0 elsewhere.

    Example:
        >>> one_hot(np.array([2, 0]), 4)
        array([[0., 0., 1., 0.],
               [1., 0., 0., 0.]])

    In a CNN:
        The last layer gives a probability for each class. In this form the
        right answer can be laid beside it, number by number.
    """
    rows: np.ndarray = np.eye(classes)[labels]
    return rows


def _scale_pixels_allowed(answer: grader.Answer, images: np.ndarray) -> np.ndarray:
    """Return how far off each output may be: whoever multiplies by 1 / 255 rounds twice."""
    magnitude: np.ndarray = np.abs(answer(images))
    return grader.sum_error(1, magnitude)


CONCEPT = grader.Concept(
    id="channels",
    title="Channels",
    goal="Give pictures and labels the shape and the range that a network takes.",
    exercises=(
        grader.Exercise(
            function=add_channel_axis,
            inputs=draws.add_channel_axis_calls,
            twin=twin.add_channel_axis,
            points=2,
            hints=(
                (
                    "Not a single number changes. What are the four numbers of the shape that you "
                    "want, in order?"
                ),
                (
                    "NumPy can put in an axis of length 1 in more than one way: with an index, "
                    "with a function, or by giving a new shape. At which end should it stand?"
                ),
            ),
            model=models.ADD_CHANNEL_AXIS,
            misconceptions=mistakes.AXIS,
            facets=facets.ADD_CHANNEL_AXIS,
            shape_rules=facets.ADD_CHANNEL_AXIS_SHAPES,
            worked=facets.ADD_CHANNEL_AXIS_WORKED,
        ),
        grader.Exercise(
            function=scale_pixels,
            inputs=draws.scale_pixels_calls,
            twin=twin.scale_pixels,
            allowed=_scale_pixels_allowed,
            points=2,
            hints=(
                (
                    "Two pixels are known: 0 stays 0, and 255 becomes 1. What happens to all "
                    "those between them?"
                ),
                (
                    "Try a picture without any white. Its largest number should be smaller than 1 "
                    "afterwards. Which numbers does your code look at?"
                ),
            ),
            model=models.SCALE_PIXELS,
            misconceptions=mistakes.PIXELS,
            facets=facets.SCALE_PIXELS,
            worked=facets.SCALE_PIXELS_WORKED,
        ),
        grader.Exercise(
            function=one_hot,
            inputs=draws.one_hot_calls,
            twin=twin.one_hot,
            points=3,
            hints=(
                (
                    "How many rows and how many columns does the answer have? Which of the "
                    "arguments tells you each of them?"
                ),
                (
                    "Begin with an array of zeros. In row 0, which column gets the one? And "
                    "in row 1?"
                ),
                (
                    "To do it without a loop: each one has a row number and a column number. The "
                    "column numbers are the labels. What are the row numbers?"
                ),
            ),
            model=models.ONE_HOT,
            misconceptions=mistakes.LABELS,
            facets=facets.ONE_HOT,
            shape_rules=facets.ONE_HOT_SHAPES,
            worked=facets.ONE_HOT_WORKED,
        ),
    ),
)
