import numpy as np


def flatten(x):
    out = []
    for image in x:
        maps = [image[:, :, c].ravel() for c in range(image.shape[2])]
        out.append(np.concatenate(maps))
    return np.stack(out)
