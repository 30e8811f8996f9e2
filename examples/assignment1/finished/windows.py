"""Where the window of a pooling layer lies on the image."""

from padding import same_padding


def first_start(size, window, stride, padding):
    """Return where the first window begins; with "same" this can be before the image."""
    if padding == "same":
        return -same_padding(size, window, stride)[0]
    return 0


def inside(start, window, size):
    """Cut a window down to the part that lies inside the image: (begin, end)."""
    return max(start, 0), min(start + window, size)
