"""Tells what has become of the files of a release, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from grader.language import _, ngettext

if TYPE_CHECKING:
    from grader.updating import Change

__all__ = ["echo_changes"]


def echo_changes(changes: Iterable[Change]) -> None:
    """Print what was done, or what would be; files that are up to date are only counted."""
    current = 0
    for change in changes:
        if change.kind == "up_to_date":
            current += 1
            continue
        texts = {
            "replaced": _("new version: {file}"),
            "added": _("added: {file}"),
            "removed": _("removed: {file}"),
            "kept": _("kept, because it was changed here: {file}"),
            "beside": _("kept, because it was changed here: {file} (new version: {target})"),
            "left": _("kept, because it was changed here: {file} (no longer in the release)"),
            "absent": _("deleted here, and left so: {file}"),
        }
        click.echo(texts[change.kind].format(file=change.path, target=change.target))
    if current:
        text = ngettext("up to date: {count} file", "up to date: {count} files", current)
        click.echo(text.format(count=current))
