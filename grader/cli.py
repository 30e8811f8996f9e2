"""The command line: ``grader`` with its commands, which are in ``commands/``.

Exit codes: 0 all passed, 1 the student has failures or unfinished work, 2 the
command can't be carried out as it was given, 3 the grader is broken, 130 it was
stopped with Ctrl-C.
"""

from __future__ import annotations

import sys

import click

from grader import __version__
from grader.commands.casebook import casebook
from grader.commands.check import check
from grader.commands.common import BROKEN, INTERRUPTED, fail
from grader.commands.course import list_assignments, stubs
from grader.commands.hint import hint
from grader.commands.reference import reference
from grader.commands.release import release
from grader.commands.render import render
from grader.commands.show import show
from grader.commands.update import update
from grader.language import _

__all__ = ["main"]


class _Grader(click.Group):
    """The command group; what nobody has foreseen ends in exit code 3, not in a student's 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except (KeyboardInterrupt, click.Abort):
            fail(_("Stopped."), INTERRUPTED)
        except BrokenPipeError:
            raise  # Nobody reads on, as with ``| head``: click ends quietly.
        except Exception:  # noqa: BLE001  (whatever it is, it is ours)
            import traceback  # noqa: PLC0415  (hardly ever needed)

            traceback.print_exc()
            fail(_("The grader itself failed; your work is not at fault."), BROKEN)


@click.group(
    cls=_Grader, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80}
)
@click.version_option(__version__, prog_name="grader")
def main() -> None:
    """Check exercises on convolutional networks, and explain what is wrong."""
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows its number; nothing is lost.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


for command in (
    *(check, list_assignments, hint, show, update),
    *(stubs, casebook, reference, release, render),
):
    main.add_command(command)
