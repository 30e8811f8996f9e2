"""Lines of a page that is printed: how wide they may be, and how their text is coloured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from grader.width import display_width, ljust, wrap

__all__ = ["Page", "Style", "no_style"]

#: What a renderer does to text: ``style(text, kind)`` with the kind good, bad, strong or dim.
Style = Callable[[str, str], str]


def no_style(text: str, _kind: str) -> str:
    """Leave text as it is."""
    return text


@dataclass
class Page:
    """Lines so far, and how wide they may be.

    Attributes:
        width: In columns of the terminal.
        style: Colours text; nothing depends on it.
        verbose: Whether to write what only ``-v`` shows.
        lines: The lines so far.
    """

    width: int
    style: Style = no_style
    verbose: bool = False
    lines: list[str] = field(default_factory=list)

    def line(self, text: str = "") -> None:
        """Write one line as it is."""
        self.lines.append(text)

    def paragraph(self, text: str, indent: str = "  ", hanging: str = "", strong: str = "") -> None:
        """Wrap ``text``, then make ``strong``, in its first line, strong: styles have no width."""
        lines = wrap(text, self.width, indent, indent + hanging)
        if strong:
            lines[0] = lines[0].replace(strong, self.style(strong, "strong"), 1)
        self.lines += lines

    def labelled(self, pairs: list[tuple[str, str]], indent: str) -> None:
        """Write values under each other, each behind its label."""
        column = max(display_width(label) for label, _text in pairs)
        for label, text in pairs:
            self.paragraph(f"{ljust(label, column)}   {text}", indent)
