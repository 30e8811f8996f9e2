"""A plugin for pytest: ``pytest --grader assignment1`` shows each exercise as a test.

pytest alone imports this module. Without ``--grader`` it does nothing and loads nothing.

A submission's code is run in the grader's worker, and nothing of the submission has a say here:
its files are read but never imported, a ``conftest.py`` in it stays unread, and pytest may not
have its settings from there. All that its folder yields to pytest are exercises; see
:mod:`grader.plugin.exercises`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from grader.plugin.place import Place

__all__: list[str] = []

#: An installed grader is this plugin by the first name; ``-p`` may give the second.
_NAMES: Final = ("grader", __name__)
#: Larger numbers are not safe in every reader of JSON.
_MAX_SEED: Final = 2**53 - 1
_PLACE: Final = pytest.StashKey["Place"]()


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Add the options, and see to it that no other name loads this again."""
    for name in _NAMES:
        if not pluginmanager.has_plugin(name):
            pluginmanager.set_blocked(name)
    group = parser.getgroup("grader", "exercises of a course")
    group.addoption("--grader", metavar="ID", help="Grade this assignment, an exercise a test.")
    group.addoption(
        "--grader-submission",
        metavar="DIR",
        help="The submission, or a whole copy of the course; the course's own stubs otherwise.",
    )
    group.addoption(
        "--grader-course",
        metavar="DIR",
        help="The course's folder; found from the working directory otherwise.",
    )
    group.addoption("--grader-seed", metavar="N", type=_seed, help="Draw these inputs.")
    group.addoption("--grader-quick", action="store_true", help="Recorded inputs only.")


def _seed(text: str) -> int:
    """Read a seed.

    Example:
        >>> _seed("5")
        5
    """
    if not (text.isascii() and text.isdecimal() and int(text) <= _MAX_SEED):
        raise argparse.ArgumentTypeError(f"it should be a number from 0 to {_MAX_SEED}")
    return int(text)


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Keep out what lies in the submission, before any of it is loaded."""
    if early_config.known_args_namespace.grader is not None:
        early_config.stash[_PLACE] = _prepared(early_config, early_config.known_args_namespace)


def pytest_configure(config: pytest.Config) -> None:
    """Look at the assignment, so that what can be mended is told before anything is run."""
    if config.option.grader is None:
        return
    from grader.plugin.exercises import Exercises  # noqa: PLC0415  (only with --grader)
    from grader.plugin.grading import Grading  # noqa: PLC0415  (as above)

    # A conftest.py may have named this plugin, and then it comes late.
    place = config.stash.get(_PLACE, None) or _prepared(config, config.option)
    if not config.option.file_or_dir:
        config.args, config.args_source = [str(place.files)], config.ArgsSource.ARGS
    config.pluginmanager.register(Exercises(Grading(config, place)), "grader of a submission")


def _prepared(config: pytest.Config, options: argparse.Namespace) -> Place:
    """Find the submission, and keep pytest from loading anything that lies in it.

    Raises:
        pytest.UsageError: there is none, or pytest has its settings from there.
    """
    from grader.plugin.place import find  # noqa: PLC0415  (only with --grader)

    place = find(config, options)
    if place.is_graded:
        # Exercises need no conftest.py; tests that are run without them may have theirs.
        options.noconftest = config.option.noconftest = True
    # `python -m pytest` in there would import the student's numpy.py.
    own = {place.folder.resolve(), place.files.resolve()}
    sys.path[:] = [one for one in sys.path if Path(one).resolve() not in own]
    return place
