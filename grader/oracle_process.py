"""The TensorFlow process, from the inside: answers calls with the tf.nn twins.

Run by path as ``python -I oracle_process.py PACKAGE_HOME REFERENCE``. It is ours
and trusted; a process of its own because TensorFlow takes long to import, can
kill the process it runs in, and spends a second on a regular exit.
"""

from __future__ import annotations

import gc
import os
import select
import sys
import threading
from typing import Any, BinaryIO

# oneDNN off: with it, float32 convolutions of impossible shapes return uninitialised
# memory, and pooling can kill the process (tensorflow issue 125509).
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# Small inputs: threads cost more than they bring.
os.environ["TF_NUM_INTRAOP_THREADS"] = "1"
os.environ["TF_NUM_INTEROP_THREADS"] = "1"


def main() -> None:
    """Load, say that we are ready, and answer until the judge hangs up."""
    package_home, reference = sys.argv[1:]
    sys.path.insert(0, package_home)
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_the_judge, daemon=True).start()

    from pathlib import Path  # noqa: PLC0415  (after the path is set)

    # TensorFlow's import makes a million objects that stay; looking through them for garbage
    # takes a fifth of the time.
    gc.disable()
    import tensorflow as tf  # noqa: PLC0415

    gc.freeze()
    gc.enable()

    from grader.course import load_assignment  # noqa: PLC0415

    assignment = load_assignment(Path(reference))
    twins = {exercise.name: exercise.twin for _, exercise in assignment.exercises}
    _send(replies, ("ready", tf.__version__))
    _serve(requests, replies, twins)
    # A regular exit of TensorFlow takes a second.
    os._exit(0)


def _end_with_the_judge() -> None:
    """End when the judge has gone, while TensorFlow is still being imported too."""
    if hasattr(select, "poll"):  # Windows has none; there, reading tells, once that is done.
        hang_up = select.poll()
        hang_up.register(0, 0)
        hang_up.poll()
        os._exit(0)


def _serve(requests: BinaryIO, replies: BinaryIO, twins: dict[str, Any]) -> None:
    from grader.worker.wire import decode  # noqa: PLC0415

    while len(head := requests.read(4)) == 4:  # noqa: PLR2004  (the length of a frame)
        name, calls = decode(requests.read(int.from_bytes(head, "little")))
        answers = []
        for call in calls:
            try:
                answers.append(("answer", twins[name](*call)))
            except Exception as error:  # noqa: BLE001  (told to the judge, call by call)
                answers.append(("raised", f"{type(error).__name__}: {error}"[:500]))
        _send(replies, answers)


def _send(replies: BinaryIO, value: object) -> None:
    from grader.worker.wire import encode, frame  # noqa: PLC0415

    replies.write(frame(encode(value)))
    replies.flush()


if __name__ == "__main__":
    main()
