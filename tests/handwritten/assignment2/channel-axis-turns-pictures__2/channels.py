import numpy as np


def add_channel_axis(images):
    return images.transpose(0, 2, 1)[..., np.newaxis]
