"""Misconceptions about flattening."""

from __future__ import annotations

import grader

FLATTEN = (
    # https://github.com/keras-team/keras/issues/13830: weights that were trained with lines in
    # Fortran's order give wrong classes.
    grader.Misconception(
        id="flatten-column-order",
        says="The numbers are read column by column, not row by row.",
        hint="Which two numbers of the picture stand side by side in the line: neighbours in a row "
        "or in a column?",
        variants=(
            grader.variant(lines=lambda x: x.reshape((len(x), -1), order="F")),
            grader.variant(lines=lambda x: x.transpose(0, 2, 1, 3).reshape(len(x), -1)),
        ),
    ),
    # https://github.com/tensorflow/tfjs/issues/2205 and
    # https://github.com/keras-team/keras/pull/9696: the order of channels in a line.
    grader.Misconception(
        id="flatten-channels-first",
        says="One channel comes after the other, as in PyTorch, not one pixel after the other.",
        hint="The channels are the last axis. When you read on by one number, does the pixel "
        "change or the channel?",
        variants=(grader.variant(lines=lambda x: x.transpose(0, 3, 1, 2).reshape(len(x), -1)),),
    ),
    grader.Misconception(
        id="flatten-whole-batch",
        says="All pictures of the batch end up in one line.",
        hint="The next layer needs to know where a picture ends. Which axis stays as it was?",
        variants=(
            grader.variant(lines=lambda x: x.reshape(-1)),
            grader.variant(lines=lambda x: x.reshape(1, -1)),
        ),
    ),
    grader.Misconception(
        id="flatten-turned",
        says="The lines stand upright: there is a column for each picture.",
        hint="Some courses write a batch like that. Which axis counts the pictures in Keras?",
        variants=(grader.variant(lines=lambda x: x.reshape(len(x), -1).T),),
    ),
    # https://community.deeplearning.ai/t/flattening-images-in-the-logistic-regression-assignment-in-course-1-week-2/149:
    # reshape(-1, N) scrambles the pictures; the thread is a long one.
    grader.Misconception(
        id="flatten-mixes-pictures",
        says="The batch is cut into columns, so each line has numbers of several pictures.",
        hint="The numbers of a picture lie next to each other in memory. Fill a first picture with "
        "1 and a second one with 2: what stands in the first line?",
        variants=(
            grader.variant(lines=lambda x: x.reshape(-1, len(x))),
            grader.variant(lines=lambda x: x.reshape(-1, len(x)).T),
        ),
    ),
    grader.Misconception(
        id="flatten-keeps-axes",
        says="Only some of the axes are joined to one.",
        hint="A line has a single axis, and there is one for each picture. How many axes are that "
        "in all?",
        variants=(
            grader.variant(lines=lambda x: x.reshape(len(x), -1, x.shape[3])),
            grader.variant(lines=lambda x: x.reshape(len(x), x.shape[1], -1)),
            grader.variant(lines=lambda x: x.reshape(-1, x.shape[3])),
        ),
    ),
    grader.Misconception(
        id="flatten-averages",
        says="Each map is averaged to one number, which is what GlobalAveragePooling does.",
        hint="Nothing should be lost here. How many numbers does a picture have before, and how "
        "many afterwards?",
        variants=(
            grader.variant(lines=lambda x: x.mean(axis=(1, 2))),
            grader.variant(lines=lambda x: x.max(axis=(1, 2))),
        ),
    ),
    grader.Misconception(
        id="flatten-one-picture",
        says="Only the first picture comes back.",
        hint="A batch has several pictures, and each needs a line. Where is the second?",
        variants=(
            grader.variant(lines=lambda x: x[0].reshape(-1)),
            grader.variant(lines=lambda x: x[:1].reshape(1, -1)),
        ),
    ),
)
