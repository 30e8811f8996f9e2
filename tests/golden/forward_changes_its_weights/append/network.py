_right_forward = forward


def forward(x, layers, weights):
    answer = _right_forward(x, layers, weights)
    weights[0] *= 2
    return answer
