def conv1d(x, w, b):
    length = len(x) - len(w) + SIDE
    return np.array([np.sum(x[i : i + len(w)] * w) + b for i in range(length)])
