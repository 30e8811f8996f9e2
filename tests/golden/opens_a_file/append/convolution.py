def conv1d(x, w, b):
    with open("weights.txt") as file:
        return x * float(file.read())
