def accuracy(probabilities, labels):
    return (probabilities.argmax(axis=1) == labels).sum()
