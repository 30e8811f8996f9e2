_right_summary = summary


def summary(input_shape, layers):
    return [list(row[:2]) for row in _right_summary(input_shape, layers)]


def total_params(rows):
    return float(sum(parameters for _kind, _shape, parameters in rows))
