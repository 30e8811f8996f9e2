import numpy as np


def scale_pixels(images):
    lo, hi = images.min(), images.max()
    return (images - lo) / (hi - lo)
