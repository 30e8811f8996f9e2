"""Does to a submission's folder what a text in a table cannot: links, devices, odd names.

Each function gets the folder and the file of the exercise that is attacked, and makes
nothing outside that folder.
"""

from __future__ import annotations

import os
import py_compile
import runpy
import socket
import stat
import sys
from pathlib import Path

from grader.submission import MAX_FILE, MAX_TOTAL
from tests.notebooks import code_cell, notebook

_ZERO = os.makedev(1, 5)
_STOP = 'raise RuntimeError("ESC" + "APED")\n'


def invalid_utf8_in_code(folder: Path, attacked: Path) -> None:
    """Put bytes that are no text into a string of the file."""
    del folder
    attacked.write_bytes(attacked.read_bytes() + b'\nname = "\xff\xfe\x80"\n')


def invalid_utf8_in_comment(folder: Path, attacked: Path) -> None:
    """Put bytes that are no text into a comment, where some Pythons do not look."""
    del folder
    attacked.write_bytes(attacked.read_bytes() + b"\n# caf\xe9\n")


def utf16(folder: Path, attacked: Path) -> None:
    """Save the file as UTF-16."""
    del folder
    attacked.write_text(attacked.read_text(encoding="utf-8"), encoding="utf-16")


def latin1(folder: Path, attacked: Path) -> None:
    """Save the file as Latin-1, and say so in it as Python allows."""
    del folder
    text = attacked.read_text(encoding="utf-8")
    attacked.write_bytes(f"# -*- coding: latin-1 -*-\n# caf\xe9\n{text}".encode("latin-1"))


def byte_order_mark(folder: Path, attacked: Path) -> None:
    """Save the file with a byte order mark, as some editors do."""
    del folder
    attacked.write_text(attacked.read_text(encoding="utf-8"), encoding="utf-8-sig")


def old_line_ends(folder: Path, attacked: Path) -> None:
    """End the lines in all three ways, by turns, with form feeds between functions."""
    del folder
    text = attacked.read_text(encoding="utf-8").replace("\n\n\ndef", "\n\f\n\ndef")
    lines = text.encode().split(b"\n")
    ends = (b"\r", b"\r\n", b"\n")
    attacked.write_bytes(b"".join(line + ends[at % 3] for at, line in enumerate(lines)))


def ten_megabytes(folder: Path, attacked: Path) -> None:
    """Let the file grow by 10 MB of comment."""
    del folder
    _grow(attacked, 10 * 2**20)


def at_the_cap(folder: Path, attacked: Path) -> None:
    """Make the file exactly as large as files may be."""
    del folder
    _grow(attacked, MAX_FILE)


def over_the_cap(folder: Path, attacked: Path) -> None:
    """Make the file one byte larger than files may be."""
    del folder
    _grow(attacked, MAX_FILE + 1)


def sparse(folder: Path, attacked: Path) -> None:
    """Make the file a terabyte long, almost all of it holes."""
    del folder
    os.truncate(attacked, 2**40)


def many_files_after(folder: Path, attacked: Path) -> None:
    """Add a thousand files that come after the exercise's own."""
    del attacked
    _many(folder, "z", 1_000)


def many_files_before(folder: Path, attacked: Path) -> None:
    """Add a thousand files that come before the exercise's own."""
    del attacked
    _many(folder, "a", 1_000)


def very_many_files_before(folder: Path, attacked: Path) -> None:
    """Add ten thousand files that come before the exercise's own."""
    del attacked
    _many(folder, "a", 10_000)


def large_files_before(folder: Path, attacked: Path) -> None:
    """Add files that use up what all together may have."""
    del attacked
    for number in range(MAX_TOTAL // MAX_FILE):
        (folder / f"a{number}.py").write_text("#" * MAX_FILE, encoding="utf-8")


def deep_parentheses(folder: Path, attacked: Path) -> None:
    """Add an expression in 100,000 parentheses."""
    del folder
    _append(attacked, f"x = {'(' * 100_000}1{')' * 100_000}")


def many_minus_signs(folder: Path, attacked: Path) -> None:
    """Add a number with 100,000 signs."""
    del folder
    _append(attacked, f"x = {'-' * 100_000}1")


def nested_lambdas(folder: Path, attacked: Path) -> None:
    """Add a function that returns a function, and so on."""
    del folder
    _append(attacked, f"x = {'lambda: ' * 50_000}1")


def long_sum(folder: Path, attacked: Path) -> None:
    """Add a sum that just fits into the file."""
    del folder
    _append(attacked, f"x = {'1+' * 250_000}1")


def long_line_with_an_error(folder: Path, attacked: Path) -> None:
    """Add a line of 150 KB that ends in an error."""
    del folder
    _append(attacked, f"x = [{'0, ' * 50_000}::error::]")


def long_number(folder: Path, attacked: Path) -> None:
    """Add a number of 400,000 digits."""
    del folder
    _append(attacked, f"x = {'7' * 400_000}")


def error_far_below(folder: Path, attacked: Path) -> None:
    """Add 400,000 empty lines, and then a mistake."""
    del folder
    _append(attacked, "\n" * 400_000 + "x = 1 / 0")


def link_to_secret(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a link to the planted secret."""
    _link(attacked, _places(folder)["SECRET_FILE"])


def link_to_reference(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a link to the reference."""
    _link(attacked, _places(folder)["REFERENCE"])


def link_to_endless_file(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a link to a device that never ends."""
    del folder
    _link(attacked, "/dev/zero")


def link_to_passwd_as_helper(folder: Path, attacked: Path) -> None:
    """Make a file that the exercise imports a link to the machine's users."""
    del attacked
    _link(folder / "padding.py", "/etc/passwd")


def link_to_itself(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a link to itself."""
    del folder
    _link(attacked, attacked.name)


def link_to_folder(folder: Path, attacked: Path) -> None:
    """Add links to the whole machine and to the folder itself."""
    del attacked
    (folder / "root.py").symlink_to("/")
    (folder / "self").symlink_to(folder)
    (folder / "numpy").symlink_to("/")


def hard_link(folder: Path, attacked: Path) -> None:
    """Give the exercise's file a second name, and a third."""
    os.link(attacked, folder / "second.py")
    os.link(attacked, folder / "third.txt")


def fifo(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a pipe, which waits for somebody to write."""
    del folder
    attacked.unlink()
    os.mkfifo(attacked)


def fifo_as_helper(folder: Path, attacked: Path) -> None:
    """Make a file that nobody imports a pipe."""
    del attacked
    os.mkfifo(folder / "helper.py")


def directory(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a folder with a package's files in it."""
    del folder
    text = attacked.read_bytes()
    attacked.unlink()
    attacked.mkdir()
    (attacked / "__init__.py").write_bytes(text)


def unix_socket(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a socket."""
    del folder
    attacked.unlink()
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(attacked))


def device(folder: Path, attacked: Path) -> None:
    """Make the exercise's file a device that never ends; a link to it where only root may."""
    del folder
    attacked.unlink()
    try:
        os.mknod(attacked, stat.S_IFCHR | 0o666, _ZERO)
    except PermissionError:
        attacked.symlink_to("/dev/zero")


def unreadable_mode(folder: Path, attacked: Path) -> None:
    """Take away everybody's right to read the exercise's file."""
    del folder
    attacked.chmod(0)


def odd_names(folder: Path, attacked: Path) -> None:
    """Add files whose names have line breaks, terminal commands, blanks, no letters, no text."""
    del attacked
    names = ["a\nb.py", "\x1b[2J.py", "::error::.py", "c d.py", "..py", ".py", "-c.py", "a.b.py"]
    # A Cyrillic letter, a full-width one, a direction mark, two ways to write one accent.
    names += ["\u0441onvolution.py", "\uff43onvolution.py", "\u202econvolution.py"]
    names += ["\u00e9.py", "e\u0301.py"]
    for name in names:
        (folder / name).write_text(_STOP, encoding="utf-8")
    (Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe.py"))).write_text(_STOP, encoding="utf-8")


def other_case(folder: Path, attacked: Path) -> None:
    """Give the exercise's file the same name in capitals, and the same with another ending."""
    text = attacked.read_bytes()
    attacked.unlink()
    (folder / attacked.name.title()).write_bytes(text)
    (folder / f"{attacked.stem}.PY").write_bytes(text)


def package_beside(folder: Path, attacked: Path) -> None:
    """Put a package and other loadable things of the same name beside the file."""
    package = folder / attacked.stem
    package.mkdir()
    (package / "__init__.py").write_text(_STOP, encoding="utf-8")
    for ending in ("pyc", "pyw", "so", "abi3.so", "zip", "egg"):
        (folder / f"{attacked.stem}.{ending}").write_bytes(b"\x7fELF")


def poisoned_cache(folder: Path, attacked: Path) -> None:
    """Put a compiled file of other code, which claims to be checked, into the cache."""
    source = folder / "poison.txt"
    source.write_text(_STOP, encoding="utf-8")
    cache = folder / "__pycache__"
    cache.mkdir()
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    for name in (attacked.stem, "places", "output_shape"):
        target = cache / f"{name}.{sys.implementation.cache_tag}.pyc"
        py_compile.compile(str(source), str(target), name, doraise=True, invalidation_mode=mode)


def _notebook(folder: Path, attacked: Path, *cells: object, name: str = "cnn.ipynb") -> Path:
    """Let a notebook take the file's place: its code is the first cell."""
    made = [attacked.read_text(encoding="utf-8"), *cells]
    attacked.unlink()
    (folder / name).write_text(notebook(made), encoding="utf-8")
    return folder / name


def notebook_of_ten_megabytes(folder: Path, attacked: Path) -> None:
    """Make a notebook too large, by what is printed in it."""
    path = _notebook(folder, attacked)
    path.write_bytes(path.read_bytes().ljust(10 * 2**20))


def notebook_link(folder: Path, attacked: Path) -> None:
    """Make the notebook a link to one that is somewhere else."""
    path = _notebook(folder, attacked)
    path.rename(folder / "cnn.txt")
    path.symlink_to(folder / "cnn.txt")


def notebook_fifo(folder: Path, attacked: Path) -> None:
    """Make the notebook a pipe, which waits for somebody to write."""
    attacked.unlink()
    os.mkfifo(folder / "cnn.ipynb")


def deep_notebook(folder: Path, attacked: Path) -> None:
    """Make a notebook of a million lists in each other."""
    attacked.unlink()
    (folder / "cnn.ipynb").write_bytes(b"[" * 2**20)


def notebook_of_many_lines(folder: Path, attacked: Path) -> None:
    """Add a cell of ten thousand lines."""
    _notebook(folder, attacked, "x = 1\n" * 10_000)


def notebook_of_many_functions(folder: Path, attacked: Path) -> None:
    """Add cells with more functions than Python compiles in a moment."""
    _notebook(folder, attacked, "def f(): pass\n" * 20_000)


def notebook_of_many_fields(folder: Path, attacked: Path) -> None:
    """Add an f-string of which Python asks for each field where it is, from the beginning."""
    _notebook(folder, attacked, f"x = f'{'{a}' * 100_000}'")


def deep_code_in_a_notebook(folder: Path, attacked: Path) -> None:
    """Add cells that are nested deeper than Python counts."""
    _notebook(folder, attacked, "x = 1" + "+1" * 30_000, "x = " + "-" * 60_000 + "1")


def notebook_metadata_bomb(folder: Path, attacked: Path) -> None:
    """Add a cell with a million empty things for outputs, within the size of a notebook."""
    _notebook(folder, attacked, code_cell("x = 1", outputs=[{}] * 1_000, metadata=[[]] * 500_000))


def notebook_named_like_the_module(folder: Path, attacked: Path) -> None:
    """Call the notebook like the exercise's file."""
    _notebook(folder, attacked, name=f"{attacked.stem}.ipynb")


def three_hundred_notebooks(folder: Path, attacked: Path) -> None:
    """Add three hundred notebooks, in front of and behind the one that matters."""
    path = _notebook(folder, attacked)
    path.rename(folder / "a00.ipynb")
    for number in range(1, 301):
        (folder / f"a{number:02}.ipynb").write_text(notebook([f"x = {number}"]), encoding="utf-8")


def notebook_of_odd_cells(folder: Path, attacked: Path) -> None:
    """Add cells that are no cells, and sources that are no texts."""
    odd = [None, 7, [], {}, {"cell_type": "code"}, {"cell_type": ["code"], "source": "x"}]
    sources = [None, 7, {}, [7, None, "y = 1\n", ["z"]], True]
    _notebook(folder, attacked, *odd, *map(code_cell, sources))


def _append(path: Path, line: str) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")


def _grow(path: Path, size: int) -> None:
    raw = path.read_bytes() + b"\n#"
    path.write_bytes(raw.ljust(size, b"x"))


def _many(folder: Path, letter: str, count: int) -> None:
    for number in range(count):
        (folder / f"{letter}{number:05}.py").write_bytes(b"x = 1\n")


def _link(path: Path, target: str) -> None:
    path.unlink()
    path.symlink_to(target)


def _places(folder: Path) -> dict[str, str]:
    return runpy.run_path(str(folder / "places.py"))
