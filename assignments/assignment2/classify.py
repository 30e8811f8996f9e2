"""Your network reads handwriting: run this file when your functions are written.

    python classify.py

In digits.npz, beside this file, there are 60 pictures of handwritten digits, and
the weights of a small network that was trained on other digits (see DIGITS.md).
Here your own functions compute that network, all the way from pixels to answers.

There is nothing to write in this file, but a lot to try. Turn the pictures upside
down, set the bias of a layer to zero, exchange two filters: what does the network
say then, and how do accuracy and loss change?

If your functions are in a notebook, run its cells first, and then these lines:

    import classify
    classify.show(globals())
"""

from __future__ import annotations

import importlib
import sys
import traceback
from pathlib import Path
from typing import Any

import numpy as np

#: Which of your functions are called from here. They call others.
NEEDED = {
    "channels": ("scale_pixels", "add_channel_axis"),
    "network": ("forward",),
    "evaluation": ("predict_classes", "accuracy", "sparse_categorical_crossentropy"),
}

#: From an empty pixel to a full one.
SHADES = " .:-=+*#%@"


def convolution(filters: int) -> dict[str, object]:
    """Describe a layer of 3x3 kernels that leaves height and width as they are."""
    return {
        "kind": "Conv2D",
        "filters": filters,
        "kernel_size": 3,
        "strides": 1,
        "padding": "same",
        "activation": "relu",
        "use_bias": True,
    }


#: The network: (8, 8, 1) pixels come in, and 10 probabilities come out.
INPUT_SHAPE = (8, 8, 1)
HALVING = {"kind": "MaxPooling2D", "pool_size": 2, "strides": None, "padding": "valid"}
LAYERS = [
    convolution(8),
    HALVING,
    convolution(16),
    HALVING,
    {"kind": "Flatten"},
    {"kind": "Dense", "units": 10, "activation": "softmax", "use_bias": True},
]


def load() -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Return the pictures, the digits that they show, and the weights in Keras' order."""
    with np.load(Path(__file__).with_name("digits.npz")) as data:
        weights = [data[f"w{number}"] for number in range(6)]
        return data["images"], data["labels"], weights


def your_functions() -> dict[str, Any]:
    """Return your functions, from the files beside this one."""
    found = {}
    for module, names in NEEDED.items():
        try:
            file = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name == module:
                sys.exit(f"There is no {module}.py here.")
            raise
        for name in names:
            if not hasattr(file, name):
                sys.exit(f"There is no function {name} in {module}.py.")
            found[name] = getattr(file, name)
    return found


def drawn(image: np.ndarray, caption: str) -> list[str]:
    """Return a picture in characters, two for each pixel, with a line of text below."""
    lines = ["".join(2 * SHADES[int(pixel) * 9 // 255] for pixel in row) for row in image]
    return [line.ljust(16) for line in [*lines, caption]]


def print_pictures(title: str, pictures: list[list[str]]) -> None:
    """Print pictures in characters, four beside each other."""
    if pictures:
        print(title)
    for start in range(0, len(pictures), 4):
        for lines in zip(*pictures[start : start + 4], strict=True):
            print("    ".join(lines).rstrip())
        print()


def show(functions: dict[str, Any] | None = None) -> None:
    """Let your functions classify the pictures, and print what comes out."""
    yours = your_functions() if functions is None else functions
    images, labels, weights = load()
    x = yours["add_channel_axis"](yours["scale_pixels"](images))
    probabilities = yours["forward"](x, LAYERS, weights)
    classes = yours["predict_classes"](probabilities)
    share = yours["accuracy"](probabilities, labels)
    loss = yours["sparse_categorical_crossentropy"](probabilities, labels)

    recognised, mistaken = [], []
    for image, label, answer in zip(images, labels, classes, strict=True):
        pictures = recognised if answer == label else mistaken
        pictures.append(drawn(image, f"a {label}, you say {answer}"))
    print(f"{len(images)} pictures, {len(recognised)} of them recognised.")
    print(f"accuracy {share:.4f}, loss {loss:.4f}\n")
    print_pictures("Some that are recognised:", recognised[:8])
    print_pictures("Taken for another digit:", mistaken[:8])


def main() -> None:
    """Show what your network says, or which function is still to be written."""
    try:
        show()
    except NotImplementedError as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        sys.exit(f"Nearly there: {where.name} in {Path(where.filename).name} is not written yet.")


if __name__ == "__main__":
    main()
