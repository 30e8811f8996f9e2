"""What a convolution knows: its view, its blind spots and its symmetry.

Four questions about convolutions that need no trained network:

*How often is a pixel looked at?* A window that has to stay on the picture lies
on a corner pixel once, and on one in the middle many times. That is why
pictures get padding: without it, what happens in the corners hardly counts.

*What does a kernel answer to?* Lay it on a grey wall, on an edge from left to
right, on one from top to bottom. Its weights decide where the sum is 0. In a
trained network nobody chooses them, but in the first layer many look like this.

*How much of the picture does one number see?* A number in a deep layer is made
of a window of numbers, each of which is made of a window. The patch of the
picture behind it is its *receptive field*.

*What happens when the picture moves?* The answer of a convolution moves along:
this is called *equivariance*. It is often mixed up with *invariance*, which
means that nothing changes at all. A convolution is not invariant; a pooling is,
a little, to moves that are smaller than its window. At the border neither holds
exactly, because something comes in there that was not in the picture.
"""

import numpy as np


def pixel_visits(
    height: int, width: int, kernel_size: int | tuple[int, int], padding: str
) -> np.ndarray:
    """Count how many windows lie on each pixel of a picture, with strides of 1.

    Args:
        height: How many rows the picture has, 1 or more.
        width: How many columns it has, 1 or more.
        kernel_size: The window, 1 or more: an int for both sides, or two ints
            (height, width). With ``"valid"`` it fits on the picture.
        padding: ``"valid"`` or ``"same"``, as TensorFlow has them: with "same"
            there are as many windows as pixels, and of a window of length k,
            (k - 1) // 2 places hang over in front of the first pixel.

    Returns:
        An array of ints of shape (height, width).

    Example:
        >>> pixel_visits(3, 4, 2, "valid")
        array([[1, 2, 2, 1],
               [2, 4, 4, 2],
               [1, 2, 2, 1]])

        With "same" the corners still come off badly, but less so: 4 against 9. In a
        large picture without padding it would be 1 against 9.

        >>> pixel_visits(3, 3, 3, "same")
        array([[4, 6, 4],
               [6, 9, 6],
               [4, 6, 4]])

    In a CNN:
        Layer after layer without padding, what is near the border counts less and
        less, and the maps get smaller. "same" mends both.
    """
    raise NotImplementedError("assignment2: pixel_visits")


def edge_kernel(direction: str) -> np.ndarray:
    """Return a kernel that answers to edges of one direction, and to nothing else.

    There are many such kernels, and each of them is right. What counts is the sum
    of the products when the kernel is laid on a picture of 3 rows and 3 columns:

    * on an even grey it is 0;
    * on an edge of the other direction it is 0;
    * on an edge of this direction it is not 0, wherever the edge lies.

    Args:
        direction: ``"vertical"``: edges that run from top to bottom, dark on one
            side and bright on the other. ``"horizontal"``: edges that run from left
            to right.

    Returns:
        An array of floats of shape (3, 3).

    Example:
        >>> left_dark = np.tile([0.0, 9.0, 9.0], (3, 1))
        >>> bool((edge_kernel("vertical") * left_dark).sum() != 0)
        True
        >>> bool((edge_kernel("horizontal") * left_dark).sum() == 0)
        True

    In a CNN:
        Kernels of the first layer are not written down, they are learned. Many of
        them turn out as edge detectors all the same.
    """
    raise NotImplementedError("assignment2: edge_kernel")


def receptive_field(layers: list[dict[str, object]]) -> tuple[int, int]:
    """Return the size of the patch of the picture that one number of the answer sees.

    Args:
        layers: What the picture goes through, first layer first; one or more. Each
            is a dict with a ``"kind"``:

            ``"Conv2D"``, with ``"kernel_size"`` and ``"strides"``;
            ``"MaxPooling2D"`` or ``"AveragePooling2D"``, with ``"pool_size"`` and
            ``"strides"``, which may be ``None``: as far as the window is large.

            Sizes and strides are an int for both directions, or two ints (down,
            right). Other keys, such as ``"padding"``, do not matter here.

    Returns:
        Height and width of the patch, from the first to the last pixel that can
        change the number. What lies in the padding or between windows counts too.

    Example:
        A number of the second layer sees 3 x 3 numbers of the first, and these see
        5 x 5 pixels.

        >>> conv = {"kind": "Conv2D", "kernel_size": 3, "strides": 1}
        >>> receptive_field([conv, conv])
        (5, 5)

        After a pooling, neighbours lie 2 pixels apart, so the next window reaches
        twice as far.

        >>> pool = {"kind": "MaxPooling2D", "pool_size": 2, "strides": None}
        >>> receptive_field([conv, pool, conv])
        (8, 8)

    In a CNN:
        A number can only tell what is in its patch. That is why networks are deep,
        and why they pool: the patch grows until a whole digit fits into it.
    """
    raise NotImplementedError("assignment2: receptive_field")


def shift_equivariance_error(
    x: np.ndarray, kernel: np.ndarray, shift: tuple[int, int]
) -> tuple[float, float]:
    """Measure whether the answer of a convolution moves along with the picture.

    Compare two arrays of the picture's shape: the convolution of the moved picture,
    and the moved convolution of the picture. The convolution is ``"same"`` with
    strides of 1, without a bias. Moving goes down and to the right: what leaves the
    picture is lost, and zeros come in.

    Args:
        x: The picture, shape (H, W), float32 or float64.
        kernel: The kernel, shape (kh, kw), laid on as it is written.
        shift: How far the picture moves: (down, right), two ints, 0 or more. There
            is at least one place away from the border (see below).

    Returns:
        Two floats: the largest absolute difference between the two arrays anywhere,
        and the largest one away from the border. A place is away from the border
        if its window lies on the picture as a whole, and did so before the move:
        those are rows from (down + places of the window above) to (H - places
        below), and columns likewise.

    Example:
        A bright pixel in the last column. Moved by one, it is lost; but the answer
        to it, moved by one, is not.

        >>> x = np.array([[0.0, 0.0, 0.0, 0.0, 5.0]])
        >>> kernel = np.array([[1.0, 1.0, 1.0]])
        >>> tuple(map(float, shift_equivariance_error(x, kernel, (0, 1))))
        (5.0, 0.0)

    In a CNN:
        The second number is always 0: the same weights lie on every place, so a
        convolution does the same thing wherever a pattern is. This is called
        *equivariance*: the answer moves along. *Invariance* would mean that the
        answer stays as it is, and a convolution does not do that. A pooling does,
        a little: the largest number of a window does not change while the pattern
        moves within it. The first number shows that the border is an exception.
    """
    raise NotImplementedError("assignment2: shift_equivariance_error")
