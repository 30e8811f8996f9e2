import numpy as np


def scale_pixels(images):
    return (255 - images) / 255.0
