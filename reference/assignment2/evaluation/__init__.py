"""Evaluation: from probabilities to answers, and from answers to two numbers.

A network ends in a softmax: for each picture one row of probabilities, one for
each class, and the row adds up to 1. Two questions are asked about such rows.
How many pictures are recognised? That is the *accuracy*. How much of its belief
does the network put on the right class? That is what the *loss* measures.

    picture   class 0   class 1   class 2   predicted   right   -log(p)
       0       0.125     0.75      0.125        1         1      0.288
       1       0.5       0.25      0.25         0         2      1.386

    accuracy 0.5, loss (0.288 + 1.386) / 2 = 0.837

Both right classes get a part of the belief. The loss looks at that part alone:
it is 0 where the network is sure of the right class, and grows the less it
believes in it. Accuracy cannot tell 0.5 from 0.99, and the loss can. That is
why networks are trained with the loss and judged by the accuracy.

The logarithm of 0 is minus infinity. So probabilities are moved into the range
1e-7 to 1 - 1e-7 before the logarithm, as Keras does it.

All arrays have the pictures on axis 0 (N of them) and the classes on axis 1.
"""

from __future__ import annotations

import numpy as np

import grader

from . import draws, facets, mistakes, mistakes_loss, models, twin


def predict_classes(probabilities: np.ndarray) -> np.ndarray:
    """Return for each picture the class that the network believes in most.

    Args:
        probabilities: One row for each picture, shape (N, classes), float32 or
            float64. Each row adds up to 1.

    Returns:
        An array of ints (any NumPy int type) of shape (N,). Classes are counted
        from 0. Where several classes of a row are equally likely, and none is
        likelier, the first of them counts.

    Example:
        >>> rows = np.array([[0.25, 0.5, 0.25], [0.5, 0.0, 0.5]])
        >>> predict_classes(rows)
        array([1, 0])

    In a CNN:
        This turns the last layer's numbers into an answer: "it is a 7". How
        sure the network was is lost on the way.
    """
    classes: np.ndarray = np.argmax(probabilities, axis=1)
    return classes


def accuracy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of pictures whose predicted class is the right one.

    Args:
        probabilities: One row for each picture, shape (N, classes), float32 or
            float64. Each row adds up to 1.
        labels: The right classes, shape (N,), int64, from 0 to classes - 1.

    Returns:
        A float from 0.0 (no picture is recognised) to 1.0 (all of them are).

    Example:
        Two pictures of four are recognised.

        >>> rows = np.array([[0.5, 0.5], [1.0, 0.0], [0.25, 0.75], [0.5, 0.5]])
        >>> accuracy(rows, np.array([0, 1, 1, 1]))
        0.5

    In a CNN:
        It is the number that everybody understands. Pictures that the network
        has never seen give the honest one.
    """
    return float(np.mean(predict_classes(probabilities) == labels))


def categorical_crossentropy(probabilities: np.ndarray, one_hot: np.ndarray) -> float:
    """Return the mean loss of a batch whose right classes are rows of 0 and 1.

    The loss of one picture is minus the natural logarithm of the probability of
    its right class. Before the logarithm, probabilities below 1e-7 become 1e-7,
    and those above 1 - 1e-7 become 1 - 1e-7. Keras does the same.

    Args:
        probabilities: One row for each picture, shape (N, classes), float32 or
            float64. Each row adds up to 1. Any of them may be 0 or 1.
        one_hot: For each picture a 1 at its right class and 0 elsewhere, shape
            (N, classes), same dtype.

    Returns:
        A float: the mean over the N pictures.

    Example:
        The right classes get 0.5 and 0.25: (-log(0.5) - log(0.25)) / 2.

        >>> rows = np.array([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]])
        >>> right = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
        >>> round(categorical_crossentropy(rows, right), 4)
        1.0397

        The network was sure, and wrong. That is a large loss, but not infinity.

        >>> sure = np.array([[1.0, 0.0]])
        >>> round(categorical_crossentropy(sure, np.array([[0.0, 1.0]])), 4)
        16.1181

    In a CNN:
        Training changes the weights so that this number becomes smaller.
    """
    believed = np.clip(np.asarray(probabilities, np.float64), 1e-7, 1 - 1e-7)
    return float(-np.sum(one_hot * np.log(believed), axis=1).mean())


def sparse_categorical_crossentropy(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean loss of a batch whose right classes are numbers.

    It is the same loss as ``categorical_crossentropy``. Only the right classes
    are written in another way: as numbers, without all the zeros around them.

    Args:
        probabilities: One row for each picture, shape (N, classes), float32 or
            float64. Each row adds up to 1. Any of them may be 0 or 1.
        labels: The right classes, shape (N,), int64, from 0 to classes - 1.

    Returns:
        A float: the mean over the N pictures. Probabilities are moved into the
        range 1e-7 to 1 - 1e-7 before the logarithm here, too.

    Example:
        The right classes get 0.5 and 0.25: (-log(0.5) - log(0.25)) / 2.

        >>> rows = np.array([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]])
        >>> round(sparse_categorical_crossentropy(rows, np.array([0, 2])), 4)
        1.0397

    In a CNN:
        Data sets come with numbers as labels, so this is what most programs
        use. Nobody has to store a row of zeros for every picture.
    """
    believed = np.clip(np.asarray(probabilities, np.float64), 1e-7, 1 - 1e-7)
    of_right_class = believed[np.arange(len(labels)), labels]
    return float(-np.log(of_right_class).mean())


CONCEPT = grader.Concept(
    id="evaluation",
    title="Evaluation",
    goal="Turn probabilities into predictions, and judge them by accuracy and loss.",
    exercises=(
        grader.Exercise(
            function=predict_classes,
            inputs=draws.predictions,
            legal=draws.are_probabilities,
            twin=twin.predict_classes,
            model=models.PREDICT,
            misconceptions=mistakes.PREDICT,
            facets=facets.PREDICT,
            worked=draws.WORKED_PREDICTIONS,
            points=2,
            hints=(
                "Take one picture, that is one row. Where in it is the largest number?",
                (
                    "Wanted is the place of the largest number, not the number itself. One answer "
                    "for each row: along which axis are the classes?"
                ),
            ),
        ),
        grader.Exercise(
            function=accuracy,
            inputs=draws.judged,
            legal=draws.are_labelled,
            twin=twin.accuracy,
            model=models.ACCURACY,
            columns=models.ACCURACY_COLUMNS,
            misconceptions=mistakes.ACCURACY,
            facets=facets.ACCURACY,
            worked=draws.WORKED_LABELLED,
            points=3,
            requires=("predict_classes",),
            hints=(
                "What does the network answer for each picture? You have written that already.",
                (
                    "Compare the answers with the labels, one by one. How many comparisons are "
                    "there, and what share of them is true?"
                ),
            ),
        ),
        grader.Exercise(
            function=categorical_crossentropy,
            inputs=draws.one_hot_labelled,
            legal=draws.are_one_hot,
            twin=twin.categorical_crossentropy,
            allowed=models.one_hot_error,
            model=models.CATEGORICAL,
            columns=models.LOSS_COLUMNS,
            misconceptions=mistakes_loss.CATEGORICAL,
            facets=facets.CATEGORICAL,
            worked=draws.WORKED_ONE_HOT,
            points=4,
            hints=(
                (
                    "Take a single picture first. Which of its probabilities is that of the right "
                    "class, and how does the row of 0 and 1 pick it?"
                ),
                (
                    "How large is the loss where that probability is 1? And where it is 0, what "
                    "keeps the logarithm finite?"
                ),
                (
                    "Now several pictures: each has a loss of its own. What is done with them so "
                    "that a larger batch has no larger loss?"
                ),
            ),
        ),
        grader.Exercise(
            function=sparse_categorical_crossentropy,
            inputs=draws.labelled,
            legal=draws.are_labelled,
            twin=twin.sparse_categorical_crossentropy,
            allowed=models.labels_error,
            model=models.SPARSE,
            columns=models.LOSS_COLUMNS,
            misconceptions=mistakes_loss.SPARSE,
            facets=facets.SPARSE,
            worked=draws.WORKED_LABELLED,
            points=4,
            requires=("categorical_crossentropy",),
            hints=(
                "It is the loss that you know. Only the right classes are given as numbers.",
                (
                    "A label says at which place of its row the probability lies. Which row "
                    "belongs to which label?"
                ),
                (
                    "You can pick one number from each row, or turn the labels into rows of 0 and "
                    "1 and use what you have."
                ),
            ),
        ),
    ),
)
