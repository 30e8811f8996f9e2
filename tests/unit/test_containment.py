"""What a contained process gives up: every right that Landlock has here, and limits for good."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="POSIX only")
if sys.platform != "linux":
    pytest.skip("Linux only", allow_module_level=True)

from grader.worker import containment, seccomp

#: Runs in a process of its own: what is lowered is lowered for good.
LOWER = """
import resource, sys
from grader.worker.containment import _lower
soft, hard, most = map(int, sys.argv[1:])
resource.setrlimit(resource.{limit}, (soft, hard))
_lower(resource.{limit}, most)
print(*resource.getrlimit(resource.{limit}))
"""


def lowered(limit: str, soft: int, hard: int, most: int) -> tuple[int, ...]:
    """Say what becomes of a limit that has to be at most ``most``."""
    code = LOWER.format(limit=limit)
    done = subprocess.run(
        [sys.executable, "-c", code, str(soft), str(hard), str(most)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(map(int, done.stdout.split()))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((50, 60), (8, 8)),
        ((5, 60), (5, 8)),
        ((50, -1), (8, 8)),
        ((5, 8), (5, 8)),
        ((5, 7), (5, 7)),
        ((7, 7), (7, 7)),
        ((0, 0), (0, 0)),
    ],
)
def test_limits_are_lowered_and_never_raised(before: tuple[int, int], after: tuple[int, int]):
    """Each limit becomes what is wanted, or stays where it is less."""
    assert lowered("RLIMIT_FSIZE", *before, 8) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((1000, 2000), (90, 91)),
        ((-1, -1), (90, 91)),
        ((50, 91), (50, 91)),
        ((90, 90), (90, 90)),
        ((30, 60), (30, 60)),
    ],
)
def test_processor_time_ends_with_a_word(before: tuple[int, int], after: tuple[int, int]):
    """The hard limit on processor time is a second behind the soft one, unless it was lower."""
    assert lowered("RLIMIT_CPU", *before, 90) == after


@pytest.mark.parametrize(("field", "kind"), [(0, "fs"), (1, "net"), (2, "scope")])
def test_every_right_of_this_kernel_is_known(field: int, kind: str):
    """The rights found by trying are those that a library lists for this version of Landlock."""
    landlockpy = pytest.importorskip("landlockpy")
    version = landlockpy.abi_version()
    if not version:
        pytest.skip("this kernel has no Landlock")
    known = getattr(landlockpy.flags, f"{kind}_for_abi")(version)
    assert containment._known_rights(field) == int(known)


def refused() -> None:
    """Fail as what the filter refuses does."""
    raise PermissionError


@pytest.mark.parametrize("name", ["open_root", "open_socket"])
def test_a_layer_that_lets_something_through_is_found_out(
    name: str, monkeypatch: pytest.MonkeyPatch
):
    """Outside of any containment, a trial says what was possible."""
    for other in {"open_root", "open_socket", "fork"} - {name}:
        monkeypatch.setattr(containment, f"_{other}", refused)
    with pytest.raises(RuntimeError, match=f"^{name} is possible under seccomp$"):
        containment.try_out("seccomp")


def test_each_layer_is_tried(monkeypatch: pytest.MonkeyPatch):
    """Landlock is tried with a file; the filter with a file, a socket and a fork."""
    tried: list[str] = []
    for name in ("_open_root", "_open_socket", "_fork"):

        def attempt(name: str = name) -> None:
            tried.append(name)
            raise PermissionError

        monkeypatch.setattr(containment, name, attempt)
    containment.try_out("Landlock")
    containment.try_out("seccomp")
    assert tried == ["_open_root", "_open_root", "_open_socket", "_fork"]


def test_a_failing_layer_stops_everything(monkeypatch: pytest.MonkeyPatch):
    """Where Landlock refuses, an error is raised with its reason: nobody goes on without it."""
    monkeypatch.setattr(containment, "_known_rights", lambda _field: 2**63)
    monkeypatch.setattr(containment, "_create_ruleset", lambda _rights: -1)
    with pytest.raises(OSError, match="Landlock: "):
        containment._deny_all()


def test_an_unknown_processor_has_no_filter(monkeypatch: pytest.MonkeyPatch):
    """On a processor whose numbers are not known, seccomp is no layer."""
    monkeypatch.setattr(containment.platform, "machine", lambda: "riscv64")
    assert "seccomp" not in containment.layers(seccomp)


def test_nothing_runs_without_a_filter():
    """Without seccomp there is no containment to begin with."""
    for wanted in ((), ("Landlock",)):
        with pytest.raises(ValueError, match="nothing is contained without seccomp"):
            containment.contain(0, wanted, seccomp)
