"""Graphs: a trained network on disk, run on one core so that its numbers never change."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from vedette.errors import ModelError

if TYPE_CHECKING:
    import onnxruntime


@dataclass(frozen=True, slots=True)
class Graph:
    """A loaded network; arrays in by name, arrays out in the order of the file."""

    session: "onnxruntime.InferenceSession"

    def run(self, **inputs: np.ndarray) -> list[np.ndarray]:
        """One pass; shapes and types are those of the file's inputs."""
        found: list[np.ndarray] = self.session.run(None, inputs)
        return found


def load_graph(path: Path, *, unfused: Sequence[str] = ()) -> Graph:
    """Load an ONNX file; raises `ModelError` when it cannot be read.

    `unfused` names rewritings of onnxruntime that are left out, where its joint operation is slower than its parts.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(unfused)
        )
    except Exception as error:
        raise ModelError(f"no network at {path}: {error}") from error
    return Graph(session)
