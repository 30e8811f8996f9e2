"""The house rules that no other tool holds: who imports whom, who prints, how long a module is.

Imports are read from the syntax tree, so those inside functions and under
``TYPE_CHECKING`` count too.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import grader

ROOT = Path(__file__).resolve().parents[1]

#: From the ground up: a module imports from levels below its own, or from its own package.
LEVELS = (
    {"language"},
    {
        "declared",
        "digest",
        "drawing",
        "magics",
        "place",
        "probe",
        "regular",
        "rounding",
        "scalars",
        "state",
        "trace",
        "value",
        "width",
    },
    {"about", "left_out", "misconception"},
    {"exercise", "notebook", "subject"},
    {"merged", "notebook_file"},
    {
        "model",
        "evidence",
        "authoring",
        "submission",
        "files",
        "worker.process",
        "worker.wire",
        # The student's process, each of these started or loaded by path.
        "worker.containment",
        "worker.entry",
        "worker.fresh_process",
        "worker.harness",
        "worker.loader",
        "worker.seccomp",
        "worker.zygote_process",
    },
    {"translate", "proof", "reach", "manifest", "sequences"},
    {
        "worker.fresh",
        "worker.reply",
        "worker.seatbelt",
        "worker.zygote",
        "compare",
        "report",
        "casebook",
        "inputs",
        "last",
        "readable",
        "selection",
        "stored",
        "updating",
        "course",
        "oracle",
    },
    {"worker.forked", "draw", "explain", "oracle_process", "recorded"},
    {"sources", "worker.launch"},
    {"worker.conversation"},
    {"worker.client"},
    {"failing", "gather", "options"},
    {"explore", "judge", "replay"},
    {"carried", "confirm", "inquiry"},
    {"attempt"},
    {"session"},
    {"practice", "watching"},
    {"plugin"},
    {"author", "pytest_plugin"},
    {"commands"},
    {"cli"},
    {"__main__"},
)
#: The homes of what authors of assignments use.
PUBLIC = {"authoring", "inputs", "misconception", "probe", "rounding", "trace"}
#: Packages whose modules share a level, and may import each other.
PACKAGES = {"report", "explain", "author", "commands", "plugin"}
#: The student's process: runs alone, so it may not even import the rest of its own package.
INSIDE = {
    "worker.containment",
    "worker.entry",
    "worker.fresh_process",
    "worker.harness",
    "worker.loader",
    "worker.seccomp",
    "worker.wire",
    "worker.zygote_process",
}
#: The only modules that may import each of our dependencies.
USERS = {
    "babel": {"author.catalogues"},
    "click": {
        "cli",
        "commands.casebook",
        "commands.changes",
        "commands.check",
        "commands.common",
        "commands.course",
        "commands.deliver",
        "commands.hint",
        "commands.keys",
        "commands.reference",
        "commands.release",
        "commands.render",
        "commands.output",
        "commands.show",
        "commands.update",
        "commands.watch",
    },
    "hypothesis": {"inputs", "draw"},
    "jinja2": {"report.html"},
    "markupsafe": {"report.html"},
    "msgspec": {
        "about",
        "attempt",
        "author.casebook_about",
        "author.casebook_builder",
        "author.casebook_file",
        "author.release_trial",
        "carried",
        "casebook",
        "drawing",
        "last",
        "manifest",
        "model",
        "practice",
        "proof",
        "report.hidden",
        "report.practice",
        "session",
        "state",
        "stored",
        "value",
        "watching",
    },
    "numpy": {
        "author.agreement",
        "author.alike",
        "author.behaviour",
        "author.casebook_about",
        "author.casebook_file",
        "author.changed",
        "author.choosing",
        "author.recording",
        "author.naming",
        "casebook",
        "compare",
        "explain.arrays",
        "explain.candidate",
        "explain.forms",
        "explain.frames",
        "explain.illustrate",
        "explain.literal",
        "explain.looks",
        "explain.pairs",
        "explain.relations",
        "explain.rows",
        "explain.sentences",
        "explain.sentences_parts",
        "explain.values",
        "explain.wording",
        "inputs",
        "probe",
        "readable",
        "rounding",
        "scalars",
        "sequences",
        "session",
        "worker.wire",
        "worker.zygote_process",
    },
    "pytest": {"plugin.exercises", "plugin.grading", "plugin.place", "pytest_plugin"},
    "tensorflow": {"oracle_process"},
    "watchfiles": {"watching"},
}
MAX_LINES = 300


def files(folder: str) -> dict[str, Path]:
    """Return every module under ``folder`` by its dotted name in it; ``""`` is ``__init__``."""
    found = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        parts = path.relative_to(ROOT / folder).with_suffix("").parts
        if "alternatives" in parts:  # Submissions: right answers in other styles.
            continue
        found[".".join(parts).removesuffix("__init__").rstrip(".")] = path
    return found


GRADER, REFERENCE, ASSIGNMENTS = files("grader"), files("reference"), files("assignments")
#: ``grader`` itself only hands names on, and a package of ours has nothing but a docstring.
MODULES = [name for name, path in GRADER.items() if path.name != "__init__.py"]


def tree_of(path: Path) -> ast.Module:
    """Parse a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the absolute name of all that is imported; ``from a import b`` gives ``a.b``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def third_parties(tree: ast.AST) -> set[str]:
    """Return the top-level packages that are neither Python's nor ours."""
    packages = {name.partition(".")[0] for name in imported(tree)}
    return packages - set(sys.stdlib_module_names) - {"grader"}


def ours(tree: ast.AST) -> set[str]:
    """Return the modules of ``grader`` that are imported, without the ``grader.``."""
    found = set()
    for name in imported(tree):
        parts = name.split(".")
        if parts[0] == "grader":
            # The last part may be a module or a name in it.
            inner, outer = ".".join(parts[1:]), ".".join(parts[1:-1])
            found.add(inner if inner in GRADER else outer)
    return found - {""}


def level(module: str) -> int:
    """Return the level that a module stands on."""
    package = module.partition(".")[0]
    return next(at for at, names in enumerate(LEVELS) if {module, package} & names)


def runs(statement: str) -> str:
    """Run a statement in a Python of its own and return what it prints."""
    command = [sys.executable, "-c", statement]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_every_module_stands_on_one_level():
    """The table names every module or its package, and nothing that is not there."""
    named = set().union(*LEVELS)
    assert named == {m.partition(".")[0] if m.partition(".")[0] in named else m for m in MODULES}


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module: str):
    """A module imports from lower levels only, or from its own package."""
    for other in ours(tree_of(GRADER[module])):
        package = module.partition(".")[0]
        is_sibling = package in PACKAGES and other.startswith(package)
        assert is_sibling or level(other) < level(module), f"{module} imports {other}"


def test_packages_are_empty():
    """An ``__init__`` imports nothing, but for the lazy one of ``grader``, which names two."""
    for name, path in GRADER.items():
        if path.name == "__init__.py":
            expected = PUBLIC if name == "" else set()
            assert ours(tree_of(path)) == expected, path


def test_nobody_imports_the_commands():
    """Only ``python -m grader`` imports ``grader.cli``."""
    users = {name for name, path in GRADER.items() if "cli" in ours(tree_of(path))}
    assert users == {"__main__"}


@pytest.mark.parametrize("module", sorted(INSIDE))
def test_the_students_process_imports_nothing_of_ours(module: str):
    """What runs beside student code imports Python and numpy alone."""
    tree = tree_of(GRADER[module])
    assert ours(tree) == set()
    assert third_parties(tree) <= {"numpy"}


def test_each_dependency_has_its_place():
    """numpy, Hypothesis and the rest are imported by the modules of the table and no others."""
    users: dict[str, set[str]] = {}
    for name, path in GRADER.items():
        for package in third_parties(tree_of(path)):
            users.setdefault(package, set()).add(name)
    assert users == USERS


@pytest.mark.parametrize("module", REFERENCE)
def test_the_reference_uses_public_names(module: str):
    """A reference imports numpy and ``grader``, and of that only what it exports."""
    tree = tree_of(REFERENCE[module])
    assert third_parties(tree) <= {"numpy", "tensorflow", "keras"}
    assert ours(tree) == set()
    used = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "grader"
    }
    assert used <= set(grader.__all__)


@pytest.mark.parametrize("module", REFERENCE)
def test_tensorflow_waits_inside_a_function(module: str):
    """Loading a reference does not load TensorFlow."""
    body = tree_of(REFERENCE[module]).body
    outside = [node for node in body if not isinstance(node, ast.FunctionDef)]
    assert third_parties(ast.Module(outside, [])) <= {"numpy"}


@pytest.mark.parametrize("module", ASSIGNMENTS)
def test_a_stub_imports_numpy_only(module: str):
    """What students are given needs numpy and nothing else that is to be installed."""
    assert third_parties(tree_of(ASSIGNMENTS[module])) == {"numpy"}


@pytest.mark.parametrize("path", [*GRADER.values(), *REFERENCE.values()], ids=lambda p: p.name)
def test_modules_are_short(path: Path):
    """A module that outgrows the limit becomes a package."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("module", GRADER)
def test_only_the_commands_print(module: str):
    """``print`` and ``click.echo`` are called in ``cli.py`` and ``commands/`` alone."""
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree_of(GRADER[module]))
        if isinstance(node, ast.Call)
    }
    may_print = module == "cli" or module.startswith("commands")
    assert may_print or not called & {"print", "echo", "secho", "pprint"}


def test_importing_grader_loads_nothing_heavy():
    """``import grader`` loads none of our dependencies."""
    loaded = runs("import grader, sys; print(*sys.modules)").split()
    assert not set(loaded) & USERS.keys()


def test_loading_a_reference_loads_no_hypothesis():
    """The oracle and the stubs load a reference without Hypothesis, click or TensorFlow."""
    statement = (
        "import sys; from pathlib import Path; from grader.course import find_course;"
        "find_course(Path.cwd()).load('assignment1'); print(*sys.modules)"
    )
    assert not set(runs(statement).split()) & {"hypothesis", "tensorflow", "click", "msgspec"}


def test_a_quick_check_loads_little():
    """With --quick, neither Hypothesis nor TensorFlow nor the reference is loaded, though here."""
    statement = (
        "import sys; from grader.cli import main\n"
        "sys.argv = ['grader', 'check', 'assignment1', 'examples/assignment1/first_attempt',"
        " '--quick']\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules)"
    )
    loaded = set(runs(statement).splitlines()[-1].split())
    heavy = {"hypothesis", "tensorflow", "jinja2", "rich", "babel", "pytest", "asyncio"}
    assert "numpy" in loaded
    assert not loaded & heavy
    ours = {name for name in loaded if name.startswith(("_course", "grader.author."))}
    assert not ours
    assert not loaded & {"grader.draw", "grader.inputs", "grader.explore", "grader.authoring"}
