"""Writes the reference pages from the code when they are built, so that nothing is typed twice.

A page asks for a text by a line of its own: ``<!-- generated: commands -->``.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import click

from grader import cli
from grader.commands import common
from grader.model import Report
from grader.report.formats import FORMATS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

__all__ = ["commands", "exit_codes", "filled", "formats", "report", "setup"]

_MARK = re.compile(r"^<!-- generated: ([a-z_]+) -->$", re.MULTILINE)
_FOLDER = "reference/"


def commands() -> str:
    """Return what ``grader --help`` and the ``--help`` of each command say."""
    parts = []
    for name in sorted(cli.main.commands):
        command = cli.main.commands[name]
        context = click.Context(command, info_name=f"grader {name}")
        parts += [f"## grader {name}", ""]
        parts += [_paragraphs(inspect.cleandoc(command.help or "")), ""]
        parts += ["```text", " ".join(command.get_usage(context).split()[1:]), "```", ""]
        options = [one for one in command.params if isinstance(one, click.Option)]
        parts += _table(("option", "what it does"), (_option(one, context) for one in options))
    return "\n".join(parts)


def exit_codes() -> str:
    """Return the exit codes, which the command line's own module lists.

    Raises:
        ValueError: a code that the commands use is not listed there.
    """
    found = re.search(r"Exit codes: (.*?)\.\n", f"{cli.__doc__}\n", re.DOTALL)
    text = " ".join(found[1].split()) if found else ""
    listed = [part.split(" ", 1) for part in re.split(r", (?=\d+ )", text)]
    known = {"0", "1", *map(str, (common.USAGE, common.BROKEN, common.INTERRUPTED))}
    if {code for code, _meaning in listed} != known:
        raise ValueError(f"grader.cli lists the exit codes {listed}, but {known} are used")
    rows = ((f"`{code}`", f"{meaning[0].upper()}{meaning[1:]}") for code, meaning in listed)
    head = ("code", "what it means")
    note = inspect.getdoc(Report.exit_code) or ""
    return "\n".join([*_table(head, rows), "", f"In a report the code is: {note}"])


def formats() -> str:
    """Return the names that ``--format`` takes, and what each writes."""
    rows = []
    for name, made in FORMATS.items():
        module, _colon, function = made.printed.partition(":")
        loaded = import_module(f"grader.report.{module}")
        about = (inspect.getdoc(getattr(loaded, function)) or "").splitlines()[0]
        rows.append((f"`{name}`", about, ", ".join(f"`{file}`" for file in made.files)))
    return "\n".join(_table(("`--format`", "what it is", "files with `--output`"), rows))


def report() -> str:
    """Return the fields of a report, from its schema."""
    text = files("grader.report").joinpath("report.schema.json").read_text(encoding="utf-8")
    kinds = json.loads(text)["$defs"]
    parts = []
    for name in ("Report", *(one for one in sorted(kinds) if one != "Report")):
        about, meanings = _documented(kinds[name]["description"])
        parts += [f"## {name}", "", about, ""]
        needed = kinds[name].get("required", [])
        rows = (
            (
                f"`{field}`",
                _type(form),
                "required" if field in needed else f"`{json.dumps(form.get('default'))}`",
                meanings.get(field, ""),
            )
            for field, form in kinds[name].get("properties", {}).items()
        )
        parts += _table(("field", "type", "if left out", "meaning"), rows)
    return "\n".join(parts)


_MAKERS: dict[str, Callable[[], str]] = {
    "commands": commands,
    "exit_codes": exit_codes,
    "formats": formats,
    "report": report,
}


def filled(text: str) -> str:
    """Return a page's source with the texts that it asks for."""
    return _MARK.sub(lambda found: _MAKERS[found[1]](), text)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _outdated)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _fill(_app: Sphinx, _page: str, source: list[str]) -> None:
    source[0] = filled(source[0])


def _outdated(
    _app: Sphinx, env: BuildEnvironment, _added: object, _changed: object, _removed: object
) -> list[str]:
    """Have the pages read again each time: the code is not among what Sphinx watches."""
    return [name for name in env.found_docs if name.startswith(_FOLDER)]


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    """Return an option with what it takes, and what it does."""
    names = ", ".join(f"`{name}`" for name in option.opts)
    text = [re.sub(r"(?<![\w`-])(--?[a-z][a-z-]*)", r"`\1`", option.help or "")]
    if isinstance(option.type, click.Choice):
        text.append(f"One of {', '.join(f'`{one}`' for one in option.type.choices)}.")
    elif not option.is_flag and not option.count:
        names = f"{names} `{option.make_metavar(context).removesuffix(' RANGE')}`"
    if option.show_default:
        text.append(f"Without it: `{option.default}`.")
    return names, " ".join(text)


def _table(head: tuple[str, ...], rows: Iterator[Any] | list[Any]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return [*lines, *(f"| {' | '.join(map(_cell, row))} |" for row in rows), ""]


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", " ".join(text.split()))


def _paragraphs(text: str) -> str:
    """Return a docstring for click as Markdown: a name in capitals is an argument."""
    return re.sub(r"\b([A-Z]{3,})\b", r"`\1`", text.replace("\b", ""))


def _documented(text: str) -> tuple[str, dict[str, str]]:
    """Return what a docstring says, and what it says of each attribute."""
    about, _heading, attributes = text.partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.*(?:\n {5,}.*)*)", attributes, re.MULTILINE)
    return re.sub(r"``", "`", about.strip()), {
        name: re.sub(r"``", "`", " ".join(meaning.split())) for name, meaning in found
    }


def _type(form: dict[str, Any]) -> str:
    """Return the type of a field in words, with links to what it consists of."""
    if "$ref" in form:
        name = form["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in form:
        return " or ".join(_type(one) for one in form["anyOf"])
    if "enum" in form:
        return ", ".join(f"`{json.dumps(one)}`" for one in form["enum"])
    if form.get("type") == "array" and isinstance(form.get("items"), dict):
        return f"array of {_type(form['items'])}"
    extra = form.get("additionalProperties")
    if form.get("type") == "object" and isinstance(extra, dict):
        return f"object of {_type(extra)}"
    return str(form.get("type", "any"))
