"""A clean process that has loaded numpy and some of Python, and forks contained children.

Linux only. It has one thread and holds nothing of any submission: each child
gets its files over a connection of its own, which is handed to the zygote for it. The
judge speaks to the zygote over a socket of whole messages (see ``wire.py``):

    ("fork",) with a connection and a pipe for output  ->  ("forked", pid) with a pidfd
    ("reap", pid)                                      ->  ("reaped", exit code, CPU seconds)
    ("complete",)                                      ->  ("completed",)

A contained process cannot open a file, so all that students may import has to be loaded before.
Most of them need little beside numpy, and the rest of Python takes longer to load than all that
comes before: only when a child has ended because it wants more, the judge has it loaded, all of
it, so that nothing of a submission gets here, and then asks a new child.

When the judge hangs up, however it ended, the zygote ends, and every child with it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import platform
import socket
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from types import ModuleType

import numpy as np

#: Standard modules that are not loaded: they open windows, write files, print, or are about
#: installing Python. Students cannot import them.
NOT_LOADED = frozenset(
    {
        *("_tkinter", "idlelib", "tkinter", "turtle", "turtledemo"),
        *("antigravity", "readline", "rlcompleter", "site", "test", "this"),
        *("_aix_support", "crypt", "distutils", "ensurepip", "lib2to3", "nis", "spwd"),
    }
)
#: All others: loaded when they are wanted.
IMPORTABLE = sys.stdlib_module_names - NOT_LOADED
#: Loaded at once, beside what they load themselves: likely in an exercise, and quickly loaded.
AT_ONCE = (
    *("numpy.fft", "numpy.lib.stride_tricks", "numpy.random", "numpy.typing"),
    *("atexit", "cmath", "copy", "dataclasses", "fractions", "heapq", "pathlib", "pprint"),
    *("random", "statistics", "string", "timeit", "traceback"),
    # Python asks for it when a name is not ASCII.
    "unicodedata",
)
#: Packages of which every part is loaded too; of the others, what they load themselves.
WITH_PARTS = (
    *("asyncio", "concurrent", "ctypes", "dbm", "email", "encodings", "html", "http", "importlib"),
    *("json", "logging", "multiprocessing", "numpy", "unittest", "urllib", "wsgiref", "xml"),
)
#: What is no part to be used: programs, tests, private parts, and parts that build extensions.
NO_PARTS = frozenset(
    {"__main__", "conftest", "distutils", "f2py", "matlib", "mypy_plugin", "test", "tests"}
)
#: The descriptor of a child's connection; 0 to 2 are nothing, and the pipe for output.
CONNECTION = 3
#: Tried in this order; the first that keeps what it promises is what every child gets.
CHOICES = (("Landlock", "seccomp"), ("seccomp",))
#: A child that cannot be contained ends with this exit code, and has run nothing of anybody's.
NOT_CONTAINED = 70


def main(modules: dict[str, ModuleType], at_start: frozenset[str]) -> None:
    """Say what containment there is, then fork children until the judge hangs up."""
    control = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.chdir("/")
    load(AT_ONCE)
    layers, problem = choose(modules, sys.argv[3:])
    control.send(modules["wire"].encode(("hello", layers, problem)))
    if not layers:
        os._exit(NOT_CONTAINED)
    parent, unloaded = os.getpid(), parts_in_files()
    is_complete = serve(control, modules["wire"])
    # From here on this is a child.
    harness = modules["harness"].Harness(
        modules,
        at_start,
        os.fdopen(CONNECTION, "rb", closefd=False),
        os.fdopen(CONNECTION, "wb", closefd=False),
    )
    try:
        modules["containment"].contain(parent, layers, modules["seccomp"])
    except BaseException as error:  # noqa: BLE001  (whatever it is, no student code may run)
        os.write(2, f"it cannot be contained: {error}".encode())
        os._exit(NOT_CONTAINED)
    gc.enable()
    np.random.seed(int.from_bytes(os.urandom(4), "little"))  # noqa: NPY002  (the global one)
    if not is_complete:
        lookout = modules["loader"].Lookout(IMPORTABLE | {"numpy"}, harness.end_incomplete)
        sys.meta_path.insert(0, lookout)
        for package, parts in unloaded.items():
            lookout.watch(sys.modules[package], parts)
    harness.serve(harness.read)


def load(names: Iterable[str]) -> None:
    """Load modules: what is loaded is shared between all children that come after."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names:
            # Not every module can be had on every platform, and none is worth failing for.
            with contextlib.suppress(Exception):
                importlib.import_module(name)
    # Answers that are looked up the first time; the machine's name is nobody's business.
    found = platform.uname()
    kept = found.system, "", found.release, found.version, found.machine
    platform.__dict__["_uname_cache"] = platform.uname_result(*kept)
    time.localtime()
    # What was found on the way says what is installed here.
    sys.path_importer_cache.clear()
    with contextlib.suppress(KeyError, AttributeError):
        vars(sys.modules["importlib.metadata"])["FastPath"].__new__.cache_clear()
    # What is here now stays shared between all children: collecting would copy it.
    gc.freeze()


def everything() -> Iterator[str]:
    """Yield the names of all that students may import."""
    yield from sorted(IMPORTABLE)
    for package in WITH_PARTS:
        with contextlib.suppress(Exception):
            yield from parts_of(package)


def parts_of(package: str) -> Iterator[str]:
    """Yield the names of a package's modules, packages before what is in them."""
    import pkgutil  # noqa: PLC0415  (not needed before)

    place = importlib.import_module(package).__path__
    for part in pkgutil.iter_modules(place, f"{package}."):
        last = part.name.rpartition(".")[2]
        if last in NO_PARTS or (package.startswith("numpy") and last.startswith("_")):
            continue
        yield part.name
        if part.ispkg:
            with contextlib.suppress(Exception):
                yield from parts_of(part.name)


def parts_in_files() -> dict[str, set[str]]:
    """Return, of each package that is loaded, what its folder holds: its parts, by their names.

    numpy itself is left out: what it is asked for it loads.
    """
    found: dict[str, set[str]] = {}
    for name, module in sys.modules.items():
        if name.partition(".")[0] in WITH_PARTS and name != "numpy":
            for place in vars(module).get("__path__", ()):
                with contextlib.suppress(OSError):
                    files = os.listdir(place)  # noqa: PTH208  (names are enough)
                    found[name] = {file.partition(".")[0] for file in files}
    return found


def choose(modules: dict[str, ModuleType], only: list[str]) -> tuple[tuple[str, ...], str]:
    """Return the layers that every child gets, or none and why, by trying them on a child."""
    found = modules["containment"].layers(modules["seccomp"])
    found = [layer for layer in found if not only or layer in only]
    problem = problem_with_threads()
    if problem:
        return (), problem
    problem = "this kernel has no seccomp filters for this processor"
    for layers in CHOICES:
        if set(layers) <= set(found):
            problem = try_on_a_child(layers, modules)
            if not problem:
                return layers, ""
    return (), problem


def problem_with_threads() -> str:
    """Say why a child would not be a whole copy; nothing if all is well."""
    try:
        if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208  (names are enough)
            return "numpy has started threads"
    except OSError:
        return "/proc cannot be read, which would tell whether numpy has started threads"
    return ""


def try_on_a_child(layers: tuple[str, ...], modules: dict[str, ModuleType]) -> str:
    """Contain a child and let it try what must not work; return what went wrong."""
    told, tell = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        problem = "it ended early"
        try:
            modules["containment"].contain(parent, layers, modules["seccomp"], test=True)
            problem = ""
        except BaseException as error:  # noqa: BLE001  (told, whatever it is)
            problem = str(error) or type(error).__name__
        finally:
            os.write(tell, f"{problem}.".encode()[-1000:])
            os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        said = pipe.read().decode("utf-8", "replace")
    try:
        os.close(os.pidfd_open(pid))
    except OSError as error:
        said = f"pidfd_open: {error.strerror}."
    os.waitpid(pid, 0)
    return said.removesuffix(".") if said.endswith(".") else "the child ended early"


def serve(control: socket.socket, wire: ModuleType) -> bool:
    """Do what the judge asks; return in each child, and nowhere else, whether all is loaded."""
    is_complete = False
    while True:
        body, descriptors, _flags, _address = socket.recv_fds(control, 4096, 2)
        if not body:
            os._exit(0)
        word, *content = wire.decode(body)
        try:
            if word == "fork":
                pid = os.fork()
                if pid == 0:
                    become(control, *descriptors)
                    return is_complete
                descriptors.append(os.pidfd_open(pid))
                socket.send_fds(control, [wire.encode(("forked", pid))], descriptors[-1:])
            elif word == "reap":
                _pid, status, used = os.wait4(content[0], 0)
                code = os.waitstatus_to_exitcode(status)
                control.send(wire.encode(("reaped", code, used.ru_utime + used.ru_stime)))
            else:
                complete(control, wire)
                is_complete = True
        except OSError as error:
            control.send(wire.encode(("failed", str(error))))
        for descriptor in descriptors:
            os.close(descriptor)


def complete(control: socket.socket, wire: ModuleType) -> None:
    """Load the rest, and say so; end, if that has made this a process that must not fork."""
    load(everything())
    problem = problem_with_threads()
    if problem:
        control.send(wire.encode(("failed", problem)))
        os._exit(NOT_CONTAINED)
    control.send(wire.encode(("completed",)))


def become(control: socket.socket, connection: int, output: int) -> None:
    """Keep three things of what the zygote had open: nothing, the output and the connection."""
    control.detach()
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.dup2(connection, CONNECTION)
    os.closerange(CONNECTION + 1, os.sysconf("SC_OPEN_MAX"))
