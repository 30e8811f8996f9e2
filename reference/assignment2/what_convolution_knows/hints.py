"""The hints of the exercises, from idea to detail."""

from __future__ import annotations

VISITS = (
    (
        "Begin with a row of 5 pixels and a window of 3. Write down which pixels the "
        "first window lies on, the second, the third; then count."
    ),
    (
        "With padding, some windows begin in front of the first pixel. Which places of "
        "such a window count, and which do not?"
    ),
    (
        "Rows and columns do not know of each other. If 2 windows of a column lie on a "
        "pixel and 3 windows of a row, how many windows is that?"
    ),
)

EDGE = (
    (
        "A vertical edge is a difference between left and right. Which columns should "
        "count with plus, and which with minus?"
    ),
    ("On an even grey all nine products add up to 0. So what do the nine weights add up to?"),
    (
        "On an edge that runs from left to right, a row has the same grey everywhere. "
        "What must the weights of one row add up to, so that it says nothing?"
    ),
)

FIELD = (
    (
        "Draw a row of pixels and two layers of windows of 3 on it. How many pixels "
        "does each layer add to what one number sees?"
    ),
    (
        "After a layer with strides of 2, two neighbouring numbers lie 2 pixels apart "
        "in the picture. What is it after another such layer?"
    ),
    (
        "A window of length k reaches over k - 1 gaps between neighbours. How many "
        "pixels is one of these gaps?"
    ),
)

SHIFT = (
    (
        "There are two ways from the picture to an array: move first, then convolve; "
        "or convolve first, then move. Write both down, then take the difference."
    ),
    (
        "Moving is copying into an array of zeros. Which part of the picture is still "
        "there afterwards, and where does it begin?"
    ),
    (
        "Near the border a window meets zeros. Which places of the answer have a "
        "window without any, before the move and after it?"
    ),
)
