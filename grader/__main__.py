"""``python -m grader``, and what the installed ``grader`` runs."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from typing import NoReturn

from grader.cli import main

__all__ = ["run"]


def run() -> NoReturn:
    """Run a command as a whole process, which ends when the command does."""
    # It lives for a moment: looking for garbage while modules are loaded takes a tenth of that.
    gc.set_threshold(50_000, 20, 20)
    try:
        main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    # Everything is closed and written by now; taking Python apart would take as long again.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
