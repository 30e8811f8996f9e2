import numpy as np


def scale_pixels(images):
    return np.clip(images.astype(np.float64), 0, 255)
