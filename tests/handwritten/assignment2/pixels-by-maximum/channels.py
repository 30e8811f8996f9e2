import numpy as np


def scale_pixels(images):
    return images / np.max(images)
