"""Text → topics in order of confidence.

`train` fits once per set of examples and keeps the result on disk; a warm start reads that file and imports
neither scikit-learn nor scipy. On a platform without the embedding engine n-grams do the work alone and
`Recogniser.degraded` says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from nlu.embedding import Embedder
from nlu.fitting import fit
from nlu.model import centred, load_model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nlu.embedding import Progress
    from nlu.examples import Example
    from nlu.model import Model

_CODE = (
    "embedding",
    "fitting",
    "kernel",
    "model",
    "ngrams",
    "normalise",
)  # a change in any asks for new training
_LIBRARIES = ("numpy", "scipy", "scikit-learn")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic with its share of certainty, 0 to 1; all shares of a text add up to 1."""

    topic: str
    confidence: float


class Recogniser:
    """Ranks topics. Safe to call from several threads."""

    def __init__(self, model: Model, embedder: Embedder | None, degraded: str | None) -> None:
        self._model, self._embedder = model, embedder
        self.degraded = degraded
        """Why the recogniser is weaker than it should be, or None."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Everything `rank` can name."""
        return self._model.topics

    def forget(self) -> None:
        """Drop the vectors of recent messages; the next one is computed again."""
        if self._embedder:
            self._embedder.message.cache_clear()

    def rank(self, text: str) -> tuple[Ranked, ...]:
        """Return every topic, the likeliest first; equal ones by name."""
        vector = self._embedder.message(text) if self._embedder else None
        shares = self._model.probabilities(text, vector).tolist()
        pairs = sorted(zip(shares, self.topics, strict=True), key=lambda pair: (-pair[0], pair[1]))
        return tuple(Ranked(topic, share) for share, topic in pairs)

    def nearest(
        self, text: str, examples: Sequence[Example], cache: Path, count: int = 5
    ) -> tuple[tuple[Example, float], ...]:
        """Return the `count` examples that are most like `text`, with their cosine; none without an engine.

        Embeddings that neither the program nor the folder `cache` has are computed.
        """
        if not self._embedder:
            return ()
        vectors = self._embedder.sentences([example.text for example in examples], cache)
        unit = centred(self._embedder.message(text)[None, :], self._model.centre)[0]
        cosines = centred(vectors, self._model.centre) @ unit
        return tuple((examples[at], float(cosines[at])) for at in np.argsort(-cosines)[:count])


def train(
    examples: Sequence[Example],
    cache: Path,
    progress: Progress | None = None,
    temperature: float | None = None,
    elsewhere: Callable[[], None] | None = None,
) -> Recogniser:
    """Return a recogniser of `examples`, from the folder `cache` if it was trained before.

    Where it was not, `elsewhere` may fill the cache, for example in another process; else it is trained here.

    Raises:
        TooFewTopicsError: with fewer than two different intents.
    """
    embedder, degraded = start_embedder()
    rehearsal = "with" if temperature is None else "without"
    key = fingerprint(examples, f"{embedder.name if embedder else 'n-grams'} {rehearsal} rehearsal")
    file = cache / "recogniser.npz"
    trained = load_model(file, key)
    if trained is None and elsewhere:
        elsewhere()
        trained = load_model(file, key)
    if trained is None:
        trained = _fit(examples, cache, embedder, progress, temperature)
        trained.save(file, key)
    return Recogniser(replace(trained, temperature=temperature or trained.temperature), embedder, degraded)


def train_anew(examples: Sequence[Example], cache: Path, progress: Progress | None = None) -> Recogniser:
    """Like `train`, but only the embeddings of the sentences come from `cache`, and no model goes there."""
    embedder, degraded = start_embedder()
    return Recogniser(_fit(examples, cache, embedder, progress, None), embedder, degraded)


def _fit(
    examples: Sequence[Example],
    cache: Path,
    embedder: Embedder | None,
    progress: Progress | None,
    temperature: float | None,
) -> Model:
    texts = [example.text for example in examples]
    vectors = embedder.sentences(texts, cache, progress) if embedder else None
    return fit(texts, [example.intent for example in examples], vectors, temperature)


def start_embedder() -> tuple[Embedder | None, str | None]:
    """Return the embedding engine, or why there is none on this machine."""
    try:
        return Embedder(), None
    except (ImportError, OSError) as error:
        return (
            None,
            f"no sentence embeddings on this machine ({error}): topics are recognised by spelling alone",
        )


def fingerprint(examples: Sequence[Example], features: str) -> str:
    """Return a hash of the examples, of how they are read, and of `features`."""
    digest = blake2b(features.encode(), digest_size=16)
    for library in _LIBRARIES:
        digest.update(f"\0{library} {version(library)}".encode())
    for module in _CODE:
        digest.update(Path(__file__).with_name(f"{module}.py").read_bytes())
    for example in examples:
        digest.update(f"\0{example.intent}\0{example.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
