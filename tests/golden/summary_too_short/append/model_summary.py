_right_summary = summary


def summary(input_shape, layers):
    rows = _right_summary(input_shape, layers)
    return rows[:-1] if len(rows) > 2 else rows
