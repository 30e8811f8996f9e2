_right_summary = summary


def summary(input_shape, layers):
    return [
        (kind, shape, 4 if "Pooling" in kind else parameters)
        for kind, shape, parameters in _right_summary(input_shape, layers)
    ]
