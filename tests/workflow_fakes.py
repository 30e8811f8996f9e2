"""Stands in for `gh` and for a Python with the grader, where workflow steps are run.

Both are scripts in folders of their own, write down each call of them, and answer as they are told.
"""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["FakeGh", "FakePython"]

#: Answers from a file, by method and path; fields, --jq and @files are taken as gh takes them.
_GH = r"""
import json, os, shutil, sys
from pathlib import Path
import jq

here = Path(__file__).parent
words = sys.argv[1:]
call = {"words": words, "method": "GET", "fields": {}}
if "GH_TOKEN" not in os.environ:
    sys.exit("gh: set the GH_TOKEN environment variable")
if words[0] == "run":
    target = Path(words[words.index("--dir") + 1])
    call["path"] = "download"
else:
    rest, filter_ = words[1:], None
    while rest:
        word = rest.pop(0)
        if word == "--method":
            call["method"] = rest.pop(0)
        elif word == "--jq":
            filter_ = rest.pop(0)
        elif word in ("-f", "-F"):
            name, _, value = rest.pop(0).partition("=")
            if word == "-F" and value.startswith("@"):
                value = Path(value[1:]).read_text(encoding="utf-8")
            call["fields"][name] = value
        elif not word.startswith("-"):
            call["path"] = word.partition("?")[0]
with open(here / "calls.jsonl", "a", encoding="utf-8") as file:
    print(json.dumps(call), file=file)
if words[0] == "run":
    shutil.copytree(here / "artifact", target)
    sys.exit()
answers = json.loads((here / "answers.json").read_text(encoding="utf-8"))
answer = answers.get(call["method"] + " " + call["path"])
if answer is None:
    sys.exit("gh: Not Found (HTTP 404)")
if filter_ is not None:
    for one in jq.compile(filter_).input_value(answer).all():
        print(one if isinstance(one, str) else json.dumps(one))
"""
#: Installs nothing, renders what it is given as it is, and reports what it is told.
_PYTHON = r"""
import json, os, shutil, sys
from pathlib import Path

here = Path(__file__).parent
words = sys.argv[1:]
plan = json.loads((here / "plan.json").read_text(encoding="utf-8"))
kept = {name: os.environ[name] for name in os.environ if "TOKEN" in name}
call = {"words": words, "cwd": os.getcwd(), "tokens": kept}
with open(plan["log"], "a", encoding="utf-8") as file:
    print(json.dumps(call), file=file)
what = words[3] if words[2] == "grader" else words[2]
code = plan["codes"].get(what, 0)
if what == "venv":
    (Path(words[3]) / "bin").mkdir(parents=True)
    for name in ("python", "script.py", "plan.json"):
        shutil.copy(here / name, Path(words[3]) / "bin")
if what in ("check", "render") and code < 2:
    output = Path(words[words.index("--output") + 1])
    output.mkdir()
    if what == "render":
        text = "<!-- grader -->\n" + Path(words[4]).read_text(encoding="utf-8")
        (output / "comment.md").write_text(text, encoding="utf-8")
    else:
        (output / "report.json").write_text("{}", encoding="utf-8")
        with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as file:
            file.write(f"points={plan['points']}\nmax-points=12\n")
sys.exit(code)
"""


class FakeGh:
    """A `gh` that answers from a table.

    Attributes:
        folder: What goes into ``PATH``.
    """

    def __init__(self, place: Path, answers: Mapping[str, Any], report: str) -> None:
        """Make it.

        * ``answers`` are by method and path, such as ``GET repos/a/b/pulls``.
        * ``report`` is the report.json of the only artefact.
        """
        self.folder = place
        _script(place, "gh", _GH)
        (place / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
        (place / "artifact").mkdir()
        (place / "artifact" / "report.json").write_text(report, encoding="utf-8")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What it was asked, in order."""
        return _lines(self.folder / "calls.jsonl")

    @property
    def written(self) -> list[tuple[str, str, dict[str, str]]]:
        """What was to be changed: method, path and fields."""
        changes = [call for call in self.calls if call["method"] != "GET"]
        return [(call["method"], call["path"], call["fields"]) for call in changes]


class FakePython:
    """A `python` that ends with these exit codes, by what is run: pip, check, render, venv.

    Attributes:
        folder: What goes into ``PATH``.
    """

    def __init__(self, place: Path, *, points: int = 3, **codes: int) -> None:
        """Make it; a check gives these points of 12."""
        self.folder = place
        _script(place, "python", _PYTHON, "-I -S ")
        (place / "python3").symlink_to("python")
        plan = {"log": str(place / "calls.jsonl"), "codes": codes, "points": points}
        (place / "plan.json").write_text(json.dumps(plan), encoding="utf-8")

    @property
    def calls(self) -> list[dict[str, Any]]:
        """How it was called, in order."""
        return _lines(self.folder / "calls.jsonl")

    @property
    def words(self) -> list[list[str]]:
        """The arguments of each call."""
        return [call["words"] for call in self.calls]


def _script(place: Path, name: str, text: str, options: str = "") -> None:
    place.mkdir()
    (place / "script.py").write_text(text, encoding="utf-8")
    path = place / name
    python = shlex.quote(sys.executable)
    path.write_text(
        f'#!/bin/sh\nexec {python} {options}"${{0%/*}}/script.py" "$@"\n', encoding="utf-8"
    )
    path.chmod(0o755)


def _lines(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
