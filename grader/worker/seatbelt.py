"""macOS: a fresh process under a Seatbelt profile. Written from documentation, NOT TRIED on a Mac.

``sandbox-exec`` is deprecated, but enforces its profiles on every macOS to date. Limits on memory
do not work there, so this is containment ``partial``. Since nobody has tried it, it is tried
at the start of each run: where Python does not start under it, the level is ``none``.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from pathlib import Path
from typing import Final

from grader.worker.process import environment, numpy_home

__all__ = ["problem", "within"]

_SANDBOX_EXEC: Final = Path("/usr/bin/sandbox-exec")
#: Python has to find its own files and numpy's, so reading is allowed but for people's folders;
#: what is not named here is denied: writing, the network, starting and signalling processes.
_PROFILE: Final = """
(version 1)
(deny default)
(allow process-exec*)
(allow sysctl-read)
(allow file-read*)
(deny file-read-data (subpath "/Users") (subpath "/private/tmp") (subpath "/Volumes"))
(allow file-read* (subpath (param "PREFIX")) (subpath (param "BASE")))
(allow file-read* (subpath (param "NUMPY")) (subpath (param "WORKER")))
(allow file-write-data (literal "/dev/null"))
"""


def within() -> list[str]:
    """Return the command that goes before that of a student's process."""
    places = {
        "PREFIX": Path(sys.prefix),
        "BASE": Path(sys.base_prefix),
        "NUMPY": numpy_home(),
        "WORKER": Path(__file__).parent,
    }
    # Profiles compare resolved paths: /tmp is /private/tmp.
    named = [word for name, path in places.items() for word in ("-D", f"{name}={path.resolve()}")]
    return [str(_SANDBOX_EXEC), *named, "-p", _PROFILE]


def problem() -> str:
    """Say why this cannot be had here; ``""`` where Python and numpy start under the profile."""
    if platform.system() != "Darwin":
        return "this is not macOS"
    code = "import sys; sys.path.insert(0, sys.argv[1]); import numpy"
    python = [sys.executable, "-I", "-S", "-c", code, str(numpy_home())]
    try:
        done = subprocess.run(  # noqa: S603  (our own Python on our own code)
            [*within(), *python], env=environment(), capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stderr.decode("utf-8", "replace").strip()[-200:] if done.returncode else ""
