"""Every test runs in English and remembers nothing, whatever this machine speaks and knows."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ.pop("GRADER_LANG", None)
os.environ["LC_ALL"] = "C.UTF-8"
# The last report is kept for `grader hint`: not that of a test in the place of the developer's.
os.environ["GRADER_CACHE"] = tempfile.mkdtemp(prefix="grader-tests-")
atexit.register(shutil.rmtree, os.environ["GRADER_CACHE"], ignore_errors=True)
