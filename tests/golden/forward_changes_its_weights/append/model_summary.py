_right_summary = summary


def summary(input_shape, layers):
    rows = _right_summary(input_shape, layers)
    layers[0]["name"] = "first"
    return rows
