import numpy as np


def scale_pixels(images):
    x = images.astype(float)
    out = np.zeros(x.shape)
    for n in range(len(x)):
        out[n] = (x[n] - x[n].min()) / (x[n].max() - x[n].min())
    return out
