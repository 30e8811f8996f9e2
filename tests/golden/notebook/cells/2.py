%%time
#@title Padding { display-mode: "form" }
def same_padding(size, kernel_size, stride):
    count = -(-size // stride)
    total = max((count - 1) * stride + kernel_size - size, 0)
    return total - total // 2, total // 2


print(same_padding(4, 3, 2))
