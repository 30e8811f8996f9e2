"""What people mix up, for each assignment: what an edit of ``tests/mutants.py`` may put in."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["SWAPS", "Swaps"]

Operators = Mapping[type[ast.AST], tuple[type[ast.AST], ...]]
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Swaps:
    """What takes the place of what in an assignment's finished functions.

    Attributes:
        judged_through: From the name of a helper to the first exercise that uses it.
        operators: Operators and comparisons.
        names: Names of variables; only those are put in that a function uses.
        attributes: Names behind a dot.
        strings: Texts.
        branches: Whether ``x if a else y`` may become x or y.
    """

    judged_through: Mapping[str, str]
    operators: Operators
    names: Words
    attributes: Words
    strings: Words
    branches: bool = False


_OPERATORS: Operators = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Add, ast.FloorDiv),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.FloorDiv: (ast.Mult, ast.Div, ast.Mod),
    ast.Eq: (ast.NotEq,),
    ast.Is: (ast.IsNot,),
}
_ONE_PICTURE: Words = {
    "bottom": ("right", "top"),
    "c": ("f", "u"),
    "channels": ("filters",),
    "f": ("c", "i"),
    "filters": ("channels",),
    "first_column": ("first_row",),
    "first_row": ("first_column",),
    "height": ("width",),
    "i": ("j", "u"),
    "j": ("i", "v"),
    "kernel_height": ("kernel_width", "out_height"),
    "kernel_width": ("kernel_height", "out_width"),
    "left": ("top", "right"),
    "max": ("min",),
    "min": ("max",),
    "out_height": ("out_width", "kernel_height"),
    "out_width": ("out_height", "kernel_width"),
    "pad_height": ("pad_width",),
    "pad_width": ("pad_height",),
    "right": ("bottom", "left"),
    "step_down": ("step_right",),
    "step_right": ("step_down",),
    "top": ("left", "bottom"),
    "u": ("v", "i"),
    "v": ("u", "j"),
    "width": ("height",),
}
_BATCHES: Words = {
    "axis": ("window",),
    "best": ("k",),
    "bottom": ("right", "top"),
    "c": ("r", "j"),
    "channels": ("filters", "n"),
    "columns": ("rows",),
    "count": ("shape",),
    "distance": ("seen",),
    "down": ("right",),
    "f": ("i", "j"),
    "filters": ("channels", "size"),
    "height": ("width",),
    "i": ("j",),
    "in_channels": ("filters",),
    "inner": ("difference",),
    "inputs": ("units",),
    "j": ("i",),
    "k": ("best",),
    "kh": ("kw",),
    "kw": ("kh",),
    "label": ("row",),
    "labels": ("classes",),
    "left": ("top", "right"),
    "logits": ("largest", "powers"),
    "max": ("min",),
    "min": ("max",),
    "n": ("channels", "height"),
    "ph": ("pw",),
    "probabilities": ("labels",),
    "pw": ("ph",),
    "r": ("c", "i"),
    "relu": ("softmax",),
    "right": ("down", "bottom", "left"),
    "row": ("label",),
    "rows": ("columns",),
    "seen": ("distance",),
    "size": ("window", "step"),
    "softmax": ("relu",),
    "step": ("window",),
    "strides": ("window",),
    "top": ("left", "bottom"),
    "units": ("inputs",),
    "width": ("height",),
    "window": ("strides", "step"),
    "x": ("mask", "weights"),
}
_ATTRIBUTES: Words = {"sum": ("mean", "max"), "zeros": ("ones",)}

SWAPS: Mapping[str, Swaps] = {
    "assignment1": Swaps(
        judged_through={"first_start": "max_pool2d", "inside": "max_pool2d"},
        operators=_OPERATORS,
        names=_ONE_PICTURE,
        attributes=_ATTRIBUTES,
        strings={"same": ("valid", "SAME")},
    ),
    "assignment2": Swaps(
        judged_through={
            "activate": "forward",
            "both": "conv2d_batch",
            "convolved": "shift_equivariance_error",
            "first_start": "max_pool2d_batch",
            "loss_of": "sparse_categorical_crossentropy",
            "moved": "shift_equivariance_error",
            "output_shape": "conv2d_batch",
            "places": "conv2d_batch",
            "pool": "max_pool2d_batch",
            "take": "forward",
        },
        operators={
            **_OPERATORS,
            ast.Gt: (ast.GtE, ast.Lt),
            ast.In: (ast.NotIn,),
            ast.NotEq: (ast.Eq,),
        },
        names=_BATCHES,
        attributes={
            **_ATTRIBUTES,
            "T": ("real",),
            "argmax": ("argmin",),
            "exp": ("log", "tanh"),
            "log": ("log2", "log10", "exp"),
            "max": ("min", "mean", "sum"),
            "mean": ("max", "sum"),
        },
        strings={
            "AveragePooling2D": ("MaxPooling2D",),
            "Conv2D": ("Dense", "MaxPooling2D"),
            "Dense": ("Conv2D",),
            "Flatten": ("Dropout",),
            "MaxPooling2D": ("AveragePooling2D",),
            "relu": ("softmax",),
            "same": ("valid", "SAME"),
            "softmax": ("relu",),
            "valid": ("same", "VALID"),
            "vertical": ("horizontal", "Vertical"),
        },
        branches=True,
    ),
}
