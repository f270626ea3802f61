"""Our detector: clean, look at the script, gather evidence, weigh it into one calibrated probability.

A library alone knows too few of our languages (Pashto, Kurmanji, Sorani, Tigrinya, Somali), is random, or
needs hundreds of megabytes. Two small libraries, a character profile and word lists, weighed per script and
per number of words, are better than each of them. `data/weights.json` holds the weights, and the probability
`sure` from which a language is named. `benchmarks/fit_language.py` fits them by maximum likelihood on one
half of 40,000 labelled texts; the probability they give is the share of right answers to expect.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from nlu.language.cleaning import Silence, normalise, split
from nlu.language.detection import NOTHING_TO_GO_BY, Detection
from nlu.language.evidence import FEATURES, Evidence, WordLists
from nlu.language.prior import apply_prior
from nlu.language.profile import load_profiles
from nlu.language.resources import read_json
from nlu.language.scripts import Scripts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_ONE_SCRIPT_ONE_LANGUAGE = 0.99
_LATIN_LETTERS = "-Latn"


def length_class(words: int) -> str:
    """Return the key of the weights for a message of `words` words: "1", "2" or "3+"."""
    return str(words) if words < 3 else "3+"


@dataclass(frozen=True, slots=True)
class Judgeable:
    """What remains of a message: the words that can tell its language, in the script that decides."""

    script: str
    words: tuple[str, ...]


class Reader:
    """Finds in a text what can be judged."""

    def __init__(self) -> None:
        self._silence = Silence.load()
        self.scripts = Scripts.load()

    def read(self, text: str) -> Judgeable | None:
        """Return what can be judged of `text`; None for numbers, signs, names and shared words."""
        words = self._silence.telling(split(normalise(text)))
        script, judged = self.scripts.deciding(words)
        # A shared word may only become the whole message once the words of the other script are gone.
        if script is None or not self._silence.telling(judged):
            return None
        return Judgeable(script, tuple(judged))


@dataclass(frozen=True, slots=True)
class _Weights:
    features: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, evidence: NDArray[np.float64]) -> list[float]:
        scores = evidence @ self.features + self.bias
        odds = np.exp(scores - scores.max())
        return cast("list[float]", (odds / odds.sum()).tolist())


def _read_weights(
    tables: Mapping[str, Any], candidates: Mapping[str, Sequence[str]]
) -> dict[tuple[str, str], _Weights]:
    return {
        (script, length): _Weights(
            np.array([row["features"][name] for name in FEATURES]),
            np.array([row["bias"][candidate] for candidate in candidates[script]]),
        )
        for script, lengths in tables.items()
        for length, row in lengths.items()
    }


class VoteDetector:
    """The detector of the house; keeps no state between messages and may be shared by threads."""

    def __init__(self) -> None:
        data = read_json("weights.json")
        self._sure: float = data["sure"]
        self._reader = Reader()
        lists, languages = WordLists(), self._reader.scripts.languages
        self._weights = _read_weights(data["scripts"], languages)
        self._evidence = {
            script: Evidence(script, languages[script], lists, profile)
            for script, profile in load_profiles().items()
        }

    def detect(self, text: str, prior: Mapping[str, float] | None = None) -> Detection:
        """Judge `text`; see `LanguageDetector`."""
        found = self._reader.read(text)
        if found is None:
            return NOTHING_TO_GO_BY
        probabilities = apply_prior(self._judge(found), prior)
        language = max(probabilities, key=lambda name: probabilities[name])
        confidence = probabilities[language]
        return Detection(
            language=language if confidence >= self._sure else None,
            confidence=confidence,
            probabilities=probabilities,
            words=len(found.words),
        )

    def _judge(self, found: Judgeable) -> dict[str, float]:
        candidates = self._reader.scripts.languages[found.script]
        if found.script not in self._evidence:
            return {candidates[0]: _ONE_SCRIPT_ONE_LANGUAGE}
        evidence = self._evidence[found.script].matrix(found.words)
        weights = self._weights[found.script, length_class(len(found.words))]
        merged: dict[str, float] = {}
        for candidate, probability in zip(candidates, weights.probabilities(evidence), strict=True):
            language = candidate.removesuffix(_LATIN_LETTERS)
            merged[language] = merged.get(language, 0.0) + probability
        return merged
