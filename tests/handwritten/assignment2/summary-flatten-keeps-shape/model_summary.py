import numpy as np


def to_pair(v):
    return (v, v) if type(v) == int else tuple(v)


def summary(input_shape, layers):
    result = []
    cur = tuple(input_shape)
    for L in layers:
        p = 0
        if 'kernel_size' in L or 'pool_size' in L:
            win = to_pair(L['kernel_size'] if L['kind'] == 'Conv2D' else L['pool_size'])
            st = win if L['strides'] is None else to_pair(L['strides'])
            depth = L['filters'] if L['kind'] == 'Conv2D' else cur[2]
            new = []
            for a in range(2):
                if L['padding'] == 'valid':
                    new.append(int(np.floor((cur[a] - win[a]) / st[a])) + 1)
                else:
                    new.append(int(np.ceil(cur[a] / st[a])))
            if L['kind'] == 'Conv2D':
                bias = 1 if L['use_bias'] else 0
                p = (win[0] * win[1] * cur[2] + bias) * depth
            cur = (new[0], new[1], depth)

        if L['kind'] == 'Dense':
            bias = 1 if L['use_bias'] else 0
            p = (int(np.prod(cur)) + bias) * L['units']
            cur = (L['units'],)
        result.append((L['kind'], cur, p))
    return result
