_right_forward = forward


def forward(x, layers, weights):
    plain = [
        {**layer, "activation": None} if layer.get("activation") == "relu" else layer
        for layer in layers
    ]
    return _right_forward(x, plain, weights)
