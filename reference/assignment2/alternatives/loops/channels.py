"""Right answers as nested loops over single numbers: pictures and labels."""

import numpy as np


def add_channel_axis(images):
    """Put a pair of brackets around every pixel."""
    out = []
    for image in images.tolist():
        out.append([[[pixel] for pixel in row] for row in image])
    return np.array(out)


def scale_pixels(images):
    """Divide one Python int after the other."""
    out = []
    for image in images:
        rows = []
        for row in image:
            rows.append([int(pixel) / 255 for pixel in row])
        out.append(rows)
    return np.array(out)


def one_hot(labels, classes):
    """Ask of every column whether it is the label's."""
    rows = []
    for label in labels:
        row = []
        for column in range(classes):
            if column == label:
                row.append(1.0)
            else:
                row.append(0.0)
        rows.append(row)
    return np.array(rows)
