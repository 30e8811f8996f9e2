import numpy as np


def add_channel_axis(images):
    return np.stack([images, images, images], axis=-1)
