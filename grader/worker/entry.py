"""Where every process that runs student code begins: ``python -I -S entry.py KIND NUMPY_HOME``.

``KIND`` is ``fresh`` (one process, one submission, any platform) or ``zygote``
(Linux: forks a contained child for each submission; words after NUMPY_HOME name the only layers
that it may use, which is for tests). Nothing of ours is imported but what lies beside this
file, and that by path, so the reference, the right answers, Hypothesis and the verdict are
never in memory here.
"""

from __future__ import annotations

import sys

#: What a plain Python has loaded before it runs a file: these names stay Python's own.
AT_START = frozenset(sys.modules)

import gc  # noqa: E402  (the modules above are counted first)
import importlib.machinery  # noqa: E402
import importlib.util  # noqa: E402
import os  # noqa: E402
from collections.abc import Sequence  # noqa: E402
from types import ModuleType  # noqa: E402

#: In the order in which they need each other.
_BESIDE = {
    "fresh": ("wire", "loader", "harness", "fresh_process"),
    "zygote": ("wire", "loader", "harness", "seccomp", "containment", "zygote_process"),
}


class NumpyFinder:  # As loader.py: importlib.abc, which it could inherit from, loads slowly.
    """Finds numpy, and nothing else that is installed beside it."""

    def __init__(self, home: str) -> None:
        """Remember the folder that numpy is installed in."""
        self.home = home

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Answer for numpy; its parts are found by Python itself."""
        del path, target
        if fullname != "numpy":
            return None
        return importlib.machinery.PathFinder.find_spec(fullname, [self.home])


def load(name: str) -> ModuleType:
    """Load a file from beside this one as ``_name``: nothing of ours is on the path."""
    place = os.path.join(os.path.dirname(__file__), f"{name}.py")  # noqa: PTH118, PTH120
    spec = importlib.util.spec_from_file_location(f"_{name}", place)
    if spec is None or spec.loader is None:
        raise ImportError(f"{place} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"_{name}"] = module
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Load what the kind of process needs, and hand over to it."""
    kind, numpy_home = sys.argv[1:3]
    if kind == "zygote":
        gc.disable()  # Of what is loaded nothing is garbage, and looking for it takes a while.
    sys.meta_path.append(NumpyFinder(numpy_home))
    modules = [load(name) for name in _BESIDE[kind]]
    # Compiling those takes a while, and is kept for the next time. Student code keeps nothing.
    sys.dont_write_bytecode = True
    modules[-1].main(dict(zip(_BESIDE[kind], modules, strict=True)), AT_START)


if __name__ == "__main__":
    main()
