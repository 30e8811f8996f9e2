import numpy as np


def add_channel_axis(images):
    for image in images:
        h, w = image.shape
        return image.reshape(1, h, w, 1)
