"""A short name for the sources of an assignment: other sources, another name."""

from __future__ import annotations

import hashlib
from pathlib import Path

__all__ = ["sources_digest"]


def sources_digest(reference: Path) -> str:
    """Return a hash of everything in a reference that verdicts and texts depend on.

    Example:
        >>> len(sources_digest(Path("reference/assignment1")))
        64
    """
    digest = hashlib.sha256()
    # Alternatives are submissions: nothing depends on them.
    submissions = set(reference.glob("alternatives/**/*.py"))
    sources = set(reference.rglob("*.py")) - submissions
    for path in sorted(sources | set(reference.glob("locale/**/*.mo"))):
        name = path.relative_to(reference).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
