import numpy as np


def add_channel_axis(images):
    return images[:1, :, :, None]
