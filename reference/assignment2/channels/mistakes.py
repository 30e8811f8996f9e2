"""Misconceptions about the form in which pictures and labels go into a network."""

from __future__ import annotations

import numpy as np

import grader


def _turned(images: np.ndarray) -> np.ndarray:
    """Return the pictures with rows and columns exchanged."""
    return images.swapaxes(1, 2)[..., np.newaxis]


def _cut_anew(images: np.ndarray) -> np.ndarray:
    """Return the numbers in their order, but in rows as long as the columns were."""
    number, height, width = images.shape
    return images.reshape(number, width, height, 1)


def _between(numbers: np.ndarray, axis: tuple[int, ...] | None) -> np.ndarray:
    """Return numbers between the smallest and the largest, as a share of the way."""
    low = numbers.min(axis=axis, keepdims=True)
    share: np.ndarray = (numbers - low) / (numbers.max(axis=axis, keepdims=True) - low)
    return share


def _standardized(numbers: np.ndarray, axis: tuple[int, ...] | None) -> np.ndarray:
    mean = numbers.mean(axis=axis, keepdims=True)
    standard: np.ndarray = (numbers - mean) / numbers.std(axis=axis, keepdims=True)
    return standard


def _counted_from_one(places: np.ndarray, columns: int) -> np.ndarray:
    """Compare with 1, 2, 3 ...: a label of 0 is none of them."""
    rows: np.ndarray = (places[:, np.newaxis] == np.arange(1, columns + 1)).astype(np.float64)
    return rows


def _whole_columns(places: np.ndarray, columns: int) -> np.ndarray:
    rows = np.zeros((len(places), columns))
    rows[:, places] = 1
    return rows


def _whole_rows(places: np.ndarray, columns: int) -> np.ndarray:
    rows = np.zeros((len(places), columns))
    rows[places] = 1
    return rows


def _label_in_place(places: np.ndarray, columns: int) -> np.ndarray:
    rows: np.ndarray = np.eye(columns)[places] * places[:, np.newaxis]
    return rows


def _those_that_occur(labels: np.ndarray, classes: int) -> np.ndarray:  # noqa: ARG001
    """Return a column for each class that occurs, and for no other."""
    rows: np.ndarray = (labels[:, np.newaxis] == np.unique(labels)).astype(np.float64)
    return rows


_PICTURE = (1, 2)

AXIS = (
    # https://community.deeplearning.ai/t/why-add-another-dimension-to-data-in-wk-4-classifying-sign-languages/71509:
    # students do not know what the axis is for, and so not where it belongs.
    grader.Misconception(
        id="channel-axis-in-front",
        says="The new axis stands in front of all others.",
        hint="The first axis counts the pictures. What would a network think it was given: how "
        "many pictures, with how many channels?",
        variants=(grader.variant(axis=lambda images: images[np.newaxis]),),
    ),
    # https://github.com/chsasank/Traffic-Sign-Classification.keras/issues/4: pictures with
    # their channels in front meet a network that has them last.
    grader.Misconception(
        id="channel-axis-after-batch",
        says="The new axis stands right after the pictures, in front of the rows, as in PyTorch.",
        hint="Libraries differ in where channels stand. Which axis do Keras and TensorFlow put "
        "them on?",
        variants=(grader.variant(axis=lambda images: images[:, np.newaxis]),),
    ),
    grader.Misconception(
        id="channel-axis-before-columns",
        says="The new axis stands between the rows and the columns.",
        hint="Say the shape out loud: pictures, rows, columns, channels. What comes last?",
        variants=(grader.variant(axis=lambda images: images[:, :, np.newaxis]),),
    ),
    grader.Misconception(
        id="channel-axis-missing",
        says="The pictures come back as they were, without an axis for channels.",
        hint="Count the axes of what you return. A grey picture has one channel: how is that "
        "written in a shape?",
        variants=(grader.variant(axis=lambda images: images.copy()),),
    ),
    grader.Misconception(
        id="channel-axis-repeated",
        says="Each picture is copied into three channels.",
        hint="Three channels are for red, green and blue. How many numbers does a grey pixel need?",
        variants=(
            grader.variant(axis=lambda images: np.stack([images] * 3, axis=-1)),
            grader.variant(axis=lambda images: np.stack([images] * 3, axis=1)),
        ),
    ),
    grader.Misconception(
        id="channel-axis-turns-pictures",
        says="Height and width of the pictures are exchanged.",
        hint="Take a picture with two rows and three columns. How many rows should it have "
        "afterwards, and which pixels stand in the first one?",
        variants=(grader.variant(axis=_turned), grader.variant(axis=_cut_anew)),
    ),
    # https://stackoverflow.com/questions/60648191/tensorflow-keras-conv2d-error-with-2d-numpy-array-input:
    # a single picture is prepared, without an axis for the batch.
    grader.Misconception(
        id="channel-axis-one-picture",
        says="Only the first picture comes back.",
        hint="A batch has several pictures. Try two different ones: where is the second?",
        variants=(
            grader.variant(axis=lambda images: images[0][..., np.newaxis]),
            grader.variant(axis=lambda images: images[:1][..., np.newaxis]),
        ),
    ),
)

PIXELS = (
    # https://github.com/Daniil-Osokin/lightweight-human-pose-estimation.pytorch/issues/140:
    # pixels are divided by 256.
    grader.Misconception(
        id="pixels-by-256",
        says="The pixels are divided by 256.",
        hint="There are 256 different values, but 0 is one of them. What does white become?",
        variants=(grader.variant(scaled=lambda numbers: numbers / 256),),
    ),
    grader.Misconception(
        id="pixels-by-maximum",
        says="The pixels are divided by the largest one that occurs.",
        hint="A dark picture should stay dark. What becomes of one whose brightest pixel is 51?",
        variants=(
            grader.variant(scaled=lambda numbers: numbers / numbers.max()),
            grader.variant(
                scaled=lambda numbers: numbers / numbers.max(axis=_PICTURE, keepdims=True)
            ),
        ),
    ),
    grader.Misconception(
        id="pixels-stretched",
        says="The pixels are stretched so that the darkest becomes 0 and the brightest 1.",
        hint="The range of pixels is known before you look at them. Should a grey pixel depend on "
        "its neighbours?",
        variants=tuple(
            grader.variant(scaled=lambda numbers, axis=axis: _between(numbers, axis))
            for axis in (None, _PICTURE)
        ),
    ),
    # https://github.com/jchen42703/kits19-cnn/issues/22: one part of a program standardizes its
    # pictures, and another does not.
    grader.Misconception(
        id="pixels-standardized",
        says="The mean is taken away, and the rest divided by the standard deviation.",
        hint="That too is done to pictures, but it is another range. Which numbers should black "
        "and white become here?",
        variants=tuple(
            grader.variant(scaled=lambda numbers, axis=axis: _standardized(numbers, axis))
            for axis in (None, _PICTURE)
        ),
    ),
    grader.Misconception(
        id="pixels-integer-division",
        says="The results are cut to whole numbers, so nearly every pixel is 0.",
        hint="What is 128 divided by 255? Which kind of division, and which dtype, can hold that?",
        variants=(
            grader.variant(whole=lambda images: images // np.uint8(255)),
            grader.variant(scaled=lambda numbers: numbers // 255),
        ),
    ),
    grader.Misconception(
        id="pixels-not-scaled",
        says="The pixels become floats, but their range stays 0 to 255.",
        hint="Two things are asked for. The dtype is right. What is the largest number now?",
        variants=(grader.variant(scaled=lambda numbers: numbers),),
    ),
    grader.Misconception(
        id="pixels-to-minus-one",
        says="Black becomes -1, not 0.",
        hint="Some networks take pixels from -1 to 1. Read once more which range is asked for "
        "here: where does it begin?",
        variants=(
            grader.variant(scaled=lambda numbers: numbers / 127.5 - 1),
            grader.variant(scaled=lambda numbers: (numbers - 128) / 128),
        ),
    ),
    # https://github.com/Priyanshu-byte-coder/devtrack/issues/927 and
    # https://github.com/pkmital/pycadl/pull/5: pixels are divided by 255 a second time.
    grader.Misconception(
        id="pixels-scaled-twice",
        says="The pixels are divided by 255 two times.",
        hint="Follow a white pixel through your code, line by line. When does it become 1, and "
        "what happens to it then?",
        variants=(grader.variant(scaled=lambda numbers: numbers / 255 / 255),),
    ),
    grader.Misconception(
        id="pixels-inverted",
        says="Black and white are exchanged.",
        hint="Try a picture of zeros. Is it black or white before, and what is it afterwards?",
        variants=(grader.variant(scaled=lambda numbers: 1 - numbers / 255),),
    ),
)

LABELS = (
    # https://community.deeplearning.ai/t/using-keras-tokenizer-yields-values-that-start-at-1-rather-than-at-0/204963:
    # labels that are counted from 1, and a student who asks why that matters.
    grader.Misconception(
        id="one-hot-shifted",
        says="Labels are counted from 1: the one stands a column too far to the left, that of "
        "class 0 in the last column.",
        hint="The first class has the number 0. In which column is its one?",
        variants=(
            grader.variant(shifted=lambda labels: labels - 1),
            grader.variant(rows=_counted_from_one),
        ),
    ),
    # https://www.codetd.com/article/7576551: six columns for five classes.
    grader.Misconception(
        id="one-hot-extra-class",
        says="There is a column too many.",
        hint="If the last class has the number 3, how many classes are there, with class 0?",
        variants=(
            grader.variant(columns=lambda _labels, classes: classes + 1),
            grader.variant(
                columns=lambda _labels, classes: classes + 1, shifted=lambda labels: labels + 1
            ),
        ),
    ),
    # https://stackoverflow.com/questions/34170413/possible-ways-to-do-one-hot-encoding-in-scikit-learn:
    # there are columns only for the classes that occur.
    grader.Misconception(
        id="one-hot-classes-from-labels",
        says="The number of columns is taken from the labels that occur.",
        hint="A batch need not hold a picture of every class. How many columns should there be "
        "then, and who knows that number?",
        variants=(
            grader.variant(columns=lambda labels, _classes: int(labels.max()) + 1),
            grader.variant(columns=lambda labels, _classes: len(set(labels.tolist()))),
            grader.variant(whole=_those_that_occur),
        ),
    ),
    grader.Misconception(
        id="one-hot-transposed",
        says="Rows and columns are exchanged: there is a column for each label.",
        hint="One row belongs to one picture, as everywhere in a batch. How long is a row?",
        variants=(grader.variant(layout=lambda rows, _labels: rows.T),),
    ),
    grader.Misconception(
        id="one-hot-marks-every-row",
        says="A label sets a whole column or a whole row to 1, not a single number.",
        hint="Each one needs a row number and a column number. Which row does your index name?",
        variants=(grader.variant(rows=_whole_columns), grader.variant(rows=_whole_rows)),
    ),
    grader.Misconception(
        id="one-hot-holds-label",
        says="The label itself is written into its column, in place of a 1.",
        hint="What would the row of class 0 look like? Each row should sum to the same number.",
        variants=(grader.variant(rows=_label_in_place),),
    ),
    grader.Misconception(
        id="one-hot-single-row",
        says="All labels are marked in a single row.",
        hint="Each label gets a row of its own. How many rows should there be for five labels?",
        variants=(
            grader.variant(layout=lambda rows, _labels: rows.sum(axis=0)),
            grader.variant(layout=lambda rows, _labels: rows.max(axis=0)),
            grader.variant(layout=lambda rows, _labels: rows.max(axis=0, keepdims=True)),
        ),
    ),
    grader.Misconception(
        id="one-hot-reversed",
        says="Zeros and ones are exchanged.",
        hint='The name says it: one number is "hot". How many ones should a row have?',
        variants=(grader.variant(layout=lambda rows, _labels: 1 - rows),),
    ),
)
