"""The real pictures of assignment2: whole, of known origin, and read by the reference."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from grader.course import Course

ROOT = Path(__file__).resolve().parents[1]
HANDOUT = ROOT / "assignments" / "assignment2"
DIGITS = HANDOUT / "digits.npz"
FINISHED = ROOT / "examples" / "assignment2" / "finished"


def module(path: Path) -> ModuleType:
    """Load a script that lies in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def arrays() -> dict[str, np.ndarray]:
    """Return what is in the file; it needs no pickle."""
    with np.load(DIGITS, allow_pickle=False) as data:
        return dict(data)


def recorded(name: str) -> str:
    """Return what DIGITS.md says in its table."""
    text = (HANDOUT / "DIGITS.md").read_text(encoding="utf-8")
    found = re.search(rf"^\| {re.escape(name)} \| `?(.+?)`? \|$", text, re.MULTILINE)
    assert found is not None, name
    return found[1]


def test_the_file_is_the_one_that_was_made() -> None:
    """It is small, and DIGITS.md has its size, its checksum, and who made what."""
    content = DIGITS.read_bytes()
    assert len(content) < 40_000
    assert recorded("size") == f"{len(content)} bytes"
    assert recorded("SHA-256 of digits.npz") == hashlib.sha256(content).hexdigest()
    text = (HANDOUT / "DIGITS.md").read_text(encoding="utf-8")
    for word in ("Alpaydin", "Kaynak", "CC BY 4.0", "scikit-learn", "BSD 3-Clause"):
        assert word in text


def test_pictures_and_weights_have_the_shapes_of_the_network(
    arrays: dict[str, np.ndarray],
) -> None:
    """There are six pictures of each digit, and the weights of three layers."""
    assert {name: (array.shape, array.dtype.name) for name, array in arrays.items()} == {
        "images": ((60, 8, 8), "uint8"),
        "labels": ((60,), "int64"),
        "w0": ((3, 3, 1, 8), "float32"),
        "w1": ((8,), "float32"),
        "w2": ((3, 3, 8, 16), "float32"),
        "w3": ((16,), "float32"),
        "w4": ((64, 10), "float32"),
        "w5": ((10,), "float32"),
    }
    assert arrays["labels"].tolist() == 6 * list(range(10))
    assert (arrays["images"].min(), arrays["images"].max()) == (0, 255)


def test_no_picture_was_used_in_training(arrays: dict[str, np.ndarray]) -> None:
    """None is, pixel by pixel, one of those on the list of what the weights were trained on."""
    picture_hash = module(ROOT / "tools" / "make_digits.py").picture_hash
    trained = (ROOT / "tools" / "digits_trained_on.txt").read_text(encoding="utf-8").split()
    kept = {picture_hash(image) for image in arrays["images"]}
    assert len(kept) == 60
    assert recorded("pictures used in training").startswith(f"{len(trained)}, ")
    assert kept.isdisjoint(trained)


def test_pictures_are_kept_from_training_in_every_copy() -> None:
    """A picture that comes twice is not trained on where one of the two is kept."""
    split = module(ROOT / "tools" / "make_digits.py").split
    images = np.repeat(np.arange(100, dtype=np.uint8), 2)[:, None, None] + np.zeros(
        (8, 8), np.uint8
    )
    kept, others = split(images, np.arange(200) // 20)
    assert (len(kept), kept[:10].tolist() == sorted(kept[:10])) == (60, True)
    assert not set(kept // 2) & set(others // 2)


def test_the_same_arrays_give_the_same_bytes(arrays: dict[str, np.ndarray]) -> None:
    """No time and no system is in the file."""
    content = module(ROOT / "tools" / "make_digits.py").packed(arrays)
    assert content == DIGITS.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_reference_reads_the_pictures(arrays: dict[str, np.ndarray]) -> None:
    """It recognises as many of them as Keras did when the weights were made."""
    loaded = Course(ROOT).load("assignment2")
    right = {one.name: one.function for _concept, one in loaded.exercises}
    x = right["add_channel_axis"](right["scale_pixels"](arrays["images"]))
    weights = [arrays[f"w{number}"] for number in range(6)]
    probabilities = right["forward"](x, module(HANDOUT / "classify.py").LAYERS, weights)
    share = right["accuracy"](probabilities, arrays["labels"])
    assert f"{share:.4f}, as Keras computes it" == recorded("accuracy on the pictures of the file")
    assert share > 0.95


def try_out(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script beside some answers, as students do."""
    for name in ("classify.py", "digits.npz"):
        (folder / name).write_bytes((HANDOUT / name).read_bytes())
    return subprocess.run(
        [sys.executable, "classify.py"], cwd=folder, capture_output=True, text=True, check=False
    )


def test_the_script_shows_what_a_finished_network_says(tmp_path: Path) -> None:
    """It prints the accuracy, and pictures with what they are taken for, in 80 columns."""
    for path in FINISHED.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = try_out(tmp_path)
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "60 pictures, 58 of them recognised.",
        "accuracy 0.9667, loss 0.1263",
    ]
    assert max(map(len, lines)) <= 80
    assert "Taken for another digit:" in lines


def test_the_script_says_what_is_not_written_yet(tmp_path: Path) -> None:
    """The stubs name the first function that is called."""
    for module_name in ("channels", "network", "evaluation"):
        text = (
            "def scale_pixels(x):\n    raise NotImplementedError('assignment2: scale_pixels')\n"
            "add_channel_axis = forward = predict_classes = accuracy = scale_pixels\n"
        )
        if module_name == "evaluation":
            text += "sparse_categorical_crossentropy = scale_pixels\n"
        (tmp_path / f"{module_name}.py").write_text(text, encoding="utf-8")
    done = try_out(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Nearly there: scale_pixels in channels.py is not written yet.\n"
    (tmp_path / "network.py").write_text("", encoding="utf-8")
    assert try_out(tmp_path).stderr == "There is no function forward in network.py.\n"
