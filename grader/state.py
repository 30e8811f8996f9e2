"""What the right answers of a run rest on, as a report keeps it: tf.nn and the casebook."""

from __future__ import annotations

from typing import Literal

import msgspec

__all__ = ["CasebookState", "OracleState"]


class OracleState(msgspec.Struct, frozen=True):
    """Whether tf.nn has confirmed the right answers.

    Attributes:
        state: ``agreed`` when it answered every call it was asked.
        text: One sentence for people, where there is something to say.
        compared: The number of calls that reference and tf.nn both answered.
    """

    state: Literal["agreed", "disagreed", "off", "not_installed", "died"]
    text: str = ""
    compared: int = 0


class CasebookState(msgspec.Struct, frozen=True):
    """What became of the casebook.

    Attributes:
        state: ``used``; ``none`` where there is none or it was not wanted; ``refused`` where it
            cannot be used.
        text: One sentence for people, where there is something to say.
        made: The day on which its answers were agreed on, as YYYY-MM-DD.
        tensorflow: The version of TensorFlow that agreed.
        digest: Of the sources that it was made from.
        alone: Whether nothing but recorded calls was tried.
        missed: Exercises that fail on fresh calls only: it lacks a call that shows why.
    """

    state: Literal["used", "none", "refused"]
    text: str = ""
    made: str = ""
    tensorflow: str = ""
    digest: str = ""
    alone: bool = False
    missed: tuple[str, ...] = ()
