import numpy as np


def flatten(x):
    out = []
    for image in x:
        row = []
        for j in range(x.shape[2]):
            for i in range(x.shape[1]):
                for c in range(x.shape[3]):
                    row.append(image[i, j, c])
        out.append(row)
    return np.array(out)
