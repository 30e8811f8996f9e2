import numpy as np


def scale_pixels(images):
    return 1 - images / 255
