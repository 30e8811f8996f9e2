"""A case of the red team: a row of a table in ``cases/*.toml``, made into a submission.

Each row has

* ``name``, ``tries`` (what it wants), ``stopped_by`` (the mechanism that it meets);
* ``verdict``: how its exercise must be judged when contained, or a list of verdicts. A word of
  the Report's outcomes; for ``raised`` the exception's type follows (``raised PermissionError``);
* one of ``attack`` (the body of a function without arguments that raises if it is stopped, and
  returns what it got if it is not), ``code`` (put behind the finished file of the exercise), or
  ``file`` (takes that file's place);
* or one of ``cells`` (cells of a notebook that takes that file's place: its honest code is the
  first cell, these come behind) and ``notebook`` (the whole text of that notebook);
* ``exercise`` (``conv1d`` if left out), ``files`` (further files, from name to text), ``stage``
  (a function of ``stage.py`` that does to the folder what a text cannot do);
* ``probe = true`` for an attack that does no harm anywhere: it is also run with containment off,
  and must succeed there, or say in ``control`` why it cannot.

A submission finds what was planted for it in ``places.py``.
"""

from __future__ import annotations

import textwrap
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["CASES", "Case", "load_cases"]

CASES = Path(__file__).with_name("cases")
_ATTACK = """

from places import *


def attack():
{body}

{signature}
    raise RuntimeError("ESC" + "APED " + repr(attack()))
"""


@dataclass(frozen=True)
class Case:
    """One row.

    Attributes:
        category: The name of its table.
        name: What it is called, no other being called so.
        tries: What it wants.
        verdicts: How it may be judged.
        stopped_by: The mechanism that it meets.
        exercise: The exercise that it attacks.
        code: What is put behind the finished file of that exercise.
        file: What takes that file's place instead; ``None`` if nothing does.
        cells: Further cells of the notebook that takes that file's place, or nothing does.
        notebook: The text of that notebook instead.
        files: Further files.
        stage: A function of ``stage.py``, or ``""``.
        attacks: Whether it is an ``attack``, which works if it returns, even once.
        probe: Whether it is run with containment off too.
        control: Why it shows nothing there; ``""`` where it must succeed.
    """

    category: str
    name: str
    tries: str
    verdicts: tuple[str, ...]
    stopped_by: str
    exercise: str = "conv1d"
    code: str = ""
    file: str | None = None
    cells: list[str] = field(default_factory=list)
    notebook: str = ""
    files: dict[str, str] = field(default_factory=dict)
    stage: str = ""
    attacks: bool = False
    probe: bool = False
    control: str = ""


def load_cases(folder: Path = CASES) -> list[Case]:
    """Read every table.

    Raises:
        ValueError: two cases have one name.
    """
    cases = [
        _case(path.stem, row)
        for path in sorted(folder.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
    names = [case.name for case in cases]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"more than one case is called {', '.join(sorted(twice))}")
    return cases


def _case(category: str, row: dict) -> Case:
    verdict = row.pop("verdict")
    attack = row.pop("attack", None)
    exercise = row.setdefault("exercise", "conv1d")
    if attack is not None:
        body = textwrap.indent(textwrap.dedent(attack).strip(), "    ")
        row["code"] = _ATTACK.format(body=body, signature=f"def {exercise}(*arguments):")
    verdicts = (verdict,) if isinstance(verdict, str) else tuple(verdict)
    attacks = attack is not None
    return Case(category=category, verdicts=verdicts, attacks=attacks, **row)
