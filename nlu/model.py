"""The trained numbers: how a text becomes a probability per topic, with numpy alone; saved and loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nlu.arrays import load_arrays, save_arrays
from nlu.kernel import Kernel, product
from nlu.ngrams import Ngrams

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

KERNEL_SHARE = np.float32(3.0)  # of the second opinion beside the logistic regression


@dataclass(frozen=True, slots=True)
class Model:
    """Logistic regression over n-grams joined with embeddings, and a kernel over the embeddings.

    Shapes for t topics, g n-grams and d embedding dimensions (0 without an engine): `centre` (d,),
    `dense` (d, t), `sparse` (g, t), `bias` (t,). Scores are divided by `temperature` before the softmax.
    """

    topics: tuple[str, ...]
    ngrams: Ngrams
    centre: Floats
    dense: Floats
    sparse: Floats
    bias: Floats
    kernel: Kernel
    temperature: float

    def probabilities(self, text: str, vector: Floats | None) -> Floats:
        """Return one probability per topic, in the order of `topics`."""
        columns, values = self.ngrams.row(text)
        scores: Floats = self.bias + product(values, self.sparse[columns])
        if vector is not None:
            unit = centred(vector[None, :], self.centre)[0]
            scores = scores + product(unit, self.dense) + KERNEL_SHARE * self.kernel.scores(unit)
        return softmax(scores / np.float32(self.temperature))

    def save(self, file: Path, key: str) -> None:
        """Write the model; `key` says what it was trained from."""
        arrays = {
            "key": np.array(key),
            "topics": np.array(self.topics),
            "grams": np.frombuffer("\n".join(self.ngrams.columns).encode(), dtype=np.uint8),
            "idf": self.ngrams.idf,
            "centre": self.centre,
            "dense": self.dense,
            "sparse": self.sparse,
            "bias": self.bias,
            "landmarks": self.kernel.landmarks,
            "weights": self.kernel.weights,
            "temperature": np.array(self.temperature),
        }
        save_arrays(file, arrays)


def load_model(file: Path, key: str) -> Model | None:
    """Return the model if `file` holds the one that was trained from `key`."""
    arrays = load_arrays(file)
    try:
        if str(arrays["key"]) != key:
            return None
        grams = arrays["grams"].tobytes().decode().split("\n")
        model = Model(
            topics=tuple(map(str, arrays["topics"])),
            ngrams=Ngrams({gram: column for column, gram in enumerate(grams)}, arrays["idf"]),
            centre=arrays["centre"],
            dense=arrays["dense"],
            sparse=arrays["sparse"],
            bias=arrays["bias"],
            kernel=Kernel(arrays["landmarks"], arrays["weights"]),
            temperature=float(arrays["temperature"]),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return model if _fits(model) else None


def _fits(model: Model) -> bool:
    topics, grams, size = len(model.topics), len(model.ngrams.columns), len(model.centre)
    marks = len(model.kernel.landmarks)
    return (
        model.dense.shape == (size, topics)
        and model.sparse.shape == (grams, topics)
        and model.bias.shape == (topics,)
        and model.ngrams.idf.shape == (grams,)
        and model.kernel.landmarks.shape == (marks, size)
        and model.kernel.weights.shape == (marks, topics)
    )


def centred(vectors: Floats, centre: Floats) -> Floats:
    """Return rows moved by `centre`, of unit length: raw e5 vectors all point nearly the same way."""
    moved = vectors - centre
    lengths = np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    units: Floats = (moved / lengths).astype(np.float32)
    return units


def softmax(scores: Floats) -> Floats:
    """Return the probabilities of the last axis."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return shares
