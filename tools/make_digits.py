"""Makes ``assignments/assignment2/digits.npz``: pictures of digits, and weights that read them.

    python tools/make_digits.py

It needs TensorFlow and scikit-learn, of which only the pictures are used; nothing else of the
project does. What is written is described in ``DIGITS.md`` beside it, where the table of versions
and checksums is written anew, too; ``tools/digits_trained_on.txt`` has a line for each picture
that was used in training. Seeds are fixed and operations deterministic, so the same versions
on the same kind of machine give the same bytes; other ones may give other weights.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import io
import os
import platform
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from grader.files import write_whole

ROOT = Path(__file__).resolve().parents[1]
HANDOUT = ROOT / "assignments" / "assignment2"
TRAINED_ON = ROOT / "tools" / "digits_trained_on.txt"

SEED = 8
#: So many pictures of each digit are kept from training.
KEPT = 6
EPOCHS = 12
#: The pixels of the source are 0 ... 16.
_FULL = 16
_MARK = "<!-- written by tools/make_digits.py -->"


def main() -> None:
    """Train the network and write the files."""
    images, labels = source()
    kept, others = split(images, labels)
    weights, accuracy = trained(images, labels, kept, others)
    arrays = {"images": images[kept], "labels": labels[kept]}
    arrays |= {f"w{number}": array for number, array in enumerate(weights)}
    content = packed(arrays)
    write_whole(HANDOUT / "digits.npz", content)
    lines = "".join(f"{picture_hash(image)}\n" for image in images[others])
    write_whole(TRAINED_ON, lines.encode())
    note = HANDOUT / "DIGITS.md"
    text = note.read_text(encoding="utf-8").split(_MARK)[0]
    table = made_with(content, arrays, len(others), accuracy)
    write_whole(note, f"{text}{_MARK}\n\n{table}".encode())


def source() -> tuple[np.ndarray, np.ndarray]:
    """Return all pictures of scikit-learn, as uint8 from 0 to 255, and their labels."""
    from sklearn.datasets import load_digits  # noqa: PLC0415  (only here)

    found = load_digits()
    return np.rint(found.images * (255 / _FULL)).astype(np.uint8), found.target.astype(np.int64)


def split(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the numbers of the pictures that are kept, and of those to train on.

    Pictures that look like a kept one, pixel by pixel, are in neither.
    """
    order = np.random.default_rng(SEED).permutation(len(images))
    kept = np.concatenate([order[labels[order] == digit][:KEPT] for digit in range(10)])
    kept = kept.reshape(10, KEPT).T.ravel()  # 0 1 2 ... 9 0 1 2 ...
    seen = {picture_hash(image) for image in images[kept]}
    others = [number for number in sorted(order) if picture_hash(images[number]) not in seen]
    return kept, np.array(others)


def picture_hash(image: np.ndarray) -> str:
    """Return what stands for a picture in the list of those that were trained on."""
    return hashlib.sha256(image.astype(np.uint8).tobytes()).hexdigest()[:8]


def trained(
    images: np.ndarray, labels: np.ndarray, kept: np.ndarray, others: np.ndarray
) -> tuple[list[np.ndarray], float]:
    """Return the weights of a trained network, and its accuracy on the kept pictures."""
    # Before TensorFlow is loaded: other paths through it add up in another order.
    os.environ.update(TF_ENABLE_ONEDNN_OPTS="0", TF_CPP_MIN_LOG_LEVEL="3")
    import keras  # noqa: PLC0415  (takes seconds)
    import tensorflow as tf  # noqa: PLC0415

    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(SEED)
    network = model(keras)
    x = images[..., np.newaxis] / np.float32(255)
    network.compile("adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    network.fit(x[others], labels[others], batch_size=32, epochs=EPOCHS, verbose=0)
    _loss, accuracy = network.evaluate(x[kept], labels[kept], verbose=0)
    return [np.asarray(array, np.float32) for array in network.get_weights()], accuracy


def model(keras: Any) -> Any:
    """Return the network that ``classify.py`` describes, not trained."""
    described = classify()
    kinds = {
        kind: getattr(keras.layers, kind) for kind in {one["kind"] for one in described.LAYERS}
    }
    layers = [
        kinds[one["kind"]](**{name: value for name, value in one.items() if name != "kind"})
        for one in described.LAYERS
    ]
    return keras.Sequential([keras.layers.Input(described.INPUT_SHAPE), *layers])


def classify() -> ModuleType:
    """Return the module that students run: it has the network's description."""
    spec = importlib.util.spec_from_file_location("classify", HANDOUT / "classify.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{HANDOUT / 'classify.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    """Return an archive of arrays: not compressed and with no time in it, so always the same."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, array in arrays.items():
            member = io.BytesIO()
            little = array.astype(array.dtype.newbyteorder("<"))
            np.lib.format.write_array(member, np.ascontiguousarray(little), allow_pickle=False)
            info = zipfile.ZipInfo(f"{name}.npy")
            info.create_system = 3  # As if made on Unix, wherever it is made.
            archive.writestr(info, member.getvalue())
    return out.getvalue()


def made_with(content: bytes, arrays: dict[str, np.ndarray], trained_on: int, share: float) -> str:
    """Return a table of what the file was made with, and of what can be checked."""
    rows = {
        "pictures": f"{len(arrays['images'])}, none of them used in training",
        "pictures used in training": f"{trained_on}, {EPOCHS} times",
        "accuracy on the pictures of the file": f"{share:.4f}, as Keras computes it",
        "size": f"{len(content)} bytes",
        "SHA-256 of digits.npz": f"`{hashlib.sha256(content).hexdigest()}`",
        "SHA-256 of the bytes of `images`": _digest(arrays["images"]),
        "seed": str(SEED),
        "Python": platform.python_version(),
        # Not every distribution of TensorFlow has this name, but the module has.
        **{
            name: importlib.import_module(name).__version__
            for name in ("numpy", "sklearn", "tensorflow", "keras")
        },
    }
    body = "".join(f"| {name} | {value} |\n" for name, value in rows.items())
    return f"| what | value |\n|---|---|\n{body}"


def _digest(array: np.ndarray) -> str:
    return f"`{hashlib.sha256(array.tobytes()).hexdigest()}`"


if __name__ == "__main__":
    main()
