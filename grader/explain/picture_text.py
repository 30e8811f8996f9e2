"""What all pictures are written with: numbers, and the mark of what is wrong."""

from __future__ import annotations

from typing import Final, TypeAlias

from grader.language import _

__all__ = ["EXACT", "WIDTH", "Answer", "answer_text", "number", "where", "wrong"]

#: What a student's function returned: a number, ``"nan"`` and the like, or a pair of sizes.
Answer: TypeAlias = "float | str | tuple[float | str, ...] | list[float | str]"

#: Pictures are indented, and a terminal has 80 columns.
WIDTH: Final = 68
#: So many digits that nothing is lost.
EXACT: Final = 17
_MAX_TEXT = 24
#: A row, a column, and a filter or channel; the same of one of many pictures.
_PICTURE: Final = 3
_BATCH: Final = 4


def number(value: float, digits: int = 6) -> str:
    """Write a number as a person would.

    Example:
        >>> number(2.0), number(-0.0), number(1 / 3)
        ('2', '0', '0.333333')
    """
    value = float(value) or 0.0  # -0 is 0
    return repr(value).removesuffix(".0") if digits >= EXACT else format(value, f".{digits}g")


def answer_text(answer: Answer, digits: int = 6) -> str:
    """Write what a student's function returned.

    Example:
        >>> answer_text((1, 0)), answer_text(10.5), answer_text("nan")
        ('(1, 0)', '10.5', 'nan')
    """
    if isinstance(answer, (tuple, list)):
        comma = "," if len(answer) == 1 else ""
        return _cut(f"({', '.join(answer_text(one, digits) for one in answer)}{comma})")
    if isinstance(answer, str):
        return _cut(answer)
    try:
        return number(answer, digits)
    except OverflowError:  # Python's int has no end.
        return "> 1e308" if answer > 0 else "< -1e308"


def wrong() -> str:
    """Return what stands behind a wrong answer; spaces that keep it apart go first."""
    return "    " + _("<-- wrong")


def where(place: tuple[int, ...], *, is_filtered: bool = False) -> str:
    """Say which number of the output one is.

    * ``is_filtered`` tells whether the last of its axes counts filters, or channels.

    Example:
        >>> where((3,)), where((0, 1, 2)), where((5, 0, 1, 2), is_filtered=True)
        ('output 3', 'output (0, 1), channel 2', 'picture 5, output (0, 1), filter 2')
    """
    if len(place) == _BATCH:
        text = _("picture {picture}, output {place}, channel {number}")
        if is_filtered:
            text = _("picture {picture}, output {place}, filter {number}")
        return text.format(picture=place[0], place=place[1:3], number=place[3])
    if len(place) == _PICTURE:
        text = _("output {place}, channel {number}")
        if is_filtered:
            text = _("output {place}, filter {number}")
        return text.format(place=place[:2], number=place[2])
    if not place:
        return _("output")
    return _("output {place}").format(place=place[0] if len(place) == 1 else place)


def _cut(text: str) -> str:
    plain = "".join(letter if " " <= letter <= "~" else "?" for letter in text)
    return plain if len(plain) <= _MAX_TEXT else f"{plain[: _MAX_TEXT - 3]}..."
