import numpy as np


def scale_pixels(images):
    out = np.zeros_like(images)
    for n in range(images.shape[0]):
        out[n] = images[n] / 255
    return out
