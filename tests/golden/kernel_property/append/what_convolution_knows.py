def edge_kernel(direction):
    if direction == "vertical":
        return np.array([[1, 0, -1]] * 3)
    return np.ones((3, 3)) / 9
