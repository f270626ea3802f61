"""A message → what it means: sentences we know word for word, then words of danger, then the recogniser."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from nlu.arrays import load_arrays, save_arrays
from nlu.emergency import EmergencyWords, load_emergency_words
from nlu.examples import read_nlu
from nlu.normalise import bare, has_words
from nlu.outcome import EMERGENCY, OUT_OF_SCOPE, Thresholds, Understanding, decide, load_thresholds
from nlu.recogniser import Recogniser, fingerprint, train
from nlu.remote import Rasa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from nlu.embedding import Progress
    from nlu.examples import Example
    from nlu.recogniser import Ranked

DATA = Path(__file__).parent / "data"

Rule = Literal["words of danger", "no words", "known sentence"]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a message means what it means: the rule that came first, else scores against thresholds.

    `nearest`: the examples most like it, with their cosine. `ranking`: the embedded recogniser's.
    """

    rule: Rule | None
    ranking: tuple[Ranked, ...]
    nearest: tuple[tuple[Example, float], ...]
    thresholds: Thresholds


class Understander:
    """Understands messages in any language it has examples of, and often in others. Thread-safe.

    `known` has the intents of the sentences that mean one thing for certain, as `unambiguous` returns them.
    """

    def __init__(
        self,
        recogniser: Recogniser,
        known: Mapping[str, str],
        thresholds: Thresholds,
        emergency_words: EmergencyWords,
        rasa: Rasa | None = None,
    ) -> None:
        self.recogniser, self._rasa = recogniser, rasa
        self._thresholds, self._emergency_words = thresholds, emergency_words
        self._known = known

    def understand(self, text: str) -> Understanding:
        """Return the meaning of any text; some 15 ms of one core for a new message of usual length."""
        return (
            self.certain(text) or self._ask_rasa(text) or decide(self.recogniser.rank(text), self._thresholds)
        )

    def _ask_rasa(self, text: str) -> Understanding | None:
        ranking = self._rasa.rank(text) if self._rasa else None
        return decide(ranking, self._rasa.thresholds) if self._rasa and ranking else None

    @property
    def degraded(self) -> str | None:
        """Why understanding is weaker at this moment than it should be, or None."""
        reasons = self._rasa.away if self._rasa else None, self.recogniser.degraded
        return "; ".join(filter(None, reasons)) or None

    def check(self) -> str | None:
        """Ask Rasa, if there is one, whether it is there now; return what `degraded` then says."""
        if self._rasa:
            self._rasa.check()
        return self.degraded

    def close(self) -> None:
        """Leave Rasa."""
        if self._rasa:
            self._rasa.close()

    def certain(self, text: str) -> Understanding | None:
        """Return what is clear without a model: a known sentence, danger, or nothing said; else None."""
        match self._rule(text):
            case "words of danger":
                return Understanding(EMERGENCY, 1.0, "emergency")
            case "no words":
                return Understanding(None, 0.0, "no-answer")
            case "known sentence":
                return _meant(self._known[bare(text)])
        return None

    def explain(self, text: str, examples: Sequence[Example], cache: Path) -> Explanation:
        """Return what `understand` goes by, next to `examples`; `cache` as in `load`. Takes a second."""
        return Explanation(
            self._rule(text),
            self.recogniser.rank(text),
            self.recogniser.nearest(text, examples, cache),
            self._thresholds,
        )

    def _rule(self, text: str) -> Rule | None:
        words = bare(text)
        if words in self._known:  # before the words of danger, which a harmless example may have in it
            return "known sentence"
        if self._emergency_words.found_in(text):
            return "words of danger"
        return None if has_words(words) else "no words"


def load(
    nlu_data: Path,
    extra: Sequence[Example],
    cache: Path,
    progress: Progress | None = None,
    elsewhere: Callable[[], None] | None = None,
    rasa_url: str | None = None,
) -> Understander:
    """Return an understander of the example files in `nlu_data` and of the staff's `extra` sentences.

    Trains where `cache` (a folder) does not hold the result yet, or lets `elsewhere` do it; `progress` hears
    of the slow part. With a `rasa_url` that server is asked first, with thresholds of its own.

    Raises:
        NluFileError: an example file cannot be read.
        TooFewTopicsError: there are fewer than two intents.
    """
    base = base_examples(nlu_data)
    thresholds = load_thresholds(DATA / "thresholds.yml")
    recogniser = train([*base, *extra], cache, progress, thresholds.temperature, elsewhere)
    emergency_words = load_emergency_words(DATA / "emergency.yml")
    rasa = _connect(rasa_url, recogniser) if rasa_url else None
    known = _known(base, cache) | unambiguous(extra)  # staff know their town: their topic counts
    return Understander(recogniser, known, thresholds, emergency_words, rasa)


def _connect(url: str, recogniser: Recogniser) -> Rasa:
    return Rasa(url, recogniser.topics, load_thresholds(DATA / "thresholds-rasa.yml"))


def base_examples(nlu_data: Path) -> list[Example]:
    """Return the sentences of all example files of a folder. Raises NluFileError."""
    files = sorted(nlu_data.glob("*.yml"))
    return [example for file in files if file.name not in _OURS for example in read_nlu(file)]


_OURS = frozenset({"thresholds.yml", "thresholds-rasa.yml", "emergency.yml"})


def _meant(intent: str) -> Understanding:
    if intent in OUT_OF_SCOPE:
        return Understanding(None, 1.0, "no-answer")
    return Understanding(intent, 1.0, "emergency" if intent == EMERGENCY else "answer")


def unambiguous(examples: Iterable[Example]) -> dict[str, str]:
    """Return the intent of every sentence, without signs, that belongs to exactly one."""
    intents: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        intents[bare(example.text)].add(example.intent)
    return {text: next(iter(found)) for text, found in intents.items() if len(found) == 1}


def _known(examples: Sequence[Example], cache: Path) -> dict[str, str]:
    """Return the same from the folder `cache`; else it takes half of the time of a start."""
    file, key = cache / "known.npz", fingerprint(examples, "unambiguous")
    arrays = load_arrays(file)
    try:
        if str(arrays["key"]) == key:
            sentences, intents = (arrays[name].tobytes().decode().split("\n") for name in ("text", "intent"))
            return dict(zip(sentences, intents, strict=True))
    except (KeyError, ValueError):
        pass
    known = unambiguous(examples)
    parts = {"text": "\n".join(known), "intent": "\n".join(known.values())}
    blobs = {name: np.frombuffer(part.encode(), dtype=np.uint8) for name, part in parts.items()}
    save_arrays(file, {"key": np.array(key), **blobs})
    return known
