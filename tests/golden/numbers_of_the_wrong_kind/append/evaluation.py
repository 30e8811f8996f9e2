def predict_classes(probabilities):
    return probabilities.argmax(axis=1).astype(np.float64)


def accuracy(probabilities, labels):
    return str((probabilities.argmax(axis=1) == labels).mean())


def categorical_crossentropy(probabilities, one_hot):
    return -np.log(probabilities + 1e-7) * one_hot


def sparse_categorical_crossentropy(probabilities, labels):
    with np.errstate(divide="ignore"):
        return float(-np.log(probabilities[np.arange(len(labels)), labels]).mean())
