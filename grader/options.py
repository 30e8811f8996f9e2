"""What a run may be told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from grader.evidence import Limits
from grader.sources import Wanted as WantedCalls
from grader.worker.process import Wanted

__all__ = ["Options"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run may be told.

    Attributes:
        seed: Gives the same fresh inputs each time.
        examples: Fresh calls drawn for each exercise.
        only: Names of exercises or concepts; empty for all of them.
        oracle: Whether tf.nn is asked: when it is installed, in any case, or not.
        limits: How long student code may take.
        containment: The least containment with which student code is run; ``auto``
            takes the best there is.
        strict: Whether a mistake costs points in every exercise that it spoils.
        calls: Recorded calls and then fresh ones, as far as they can be had, or one of them.
        commit: What the submission was taken from; written into the report.
    """

    seed: int
    examples: int = 100
    only: tuple[str, ...] = ()
    oracle: Literal["auto", "tf", "off"] = "auto"
    limits: Limits = field(default_factory=Limits)
    containment: Wanted = "auto"
    strict: bool = False
    calls: WantedCalls = "all"
    commit: str = ""
