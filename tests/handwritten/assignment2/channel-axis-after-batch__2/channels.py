import numpy as np


def add_channel_axis(images):
    N, H, W = images.shape
    return images.reshape(N, 1, H, W)
