"""Every test runs in English, whatever language this machine speaks, unless it says otherwise."""

from __future__ import annotations

import os

os.environ.pop("GRADER_LANG", None)
os.environ["LC_ALL"] = "C.UTF-8"
