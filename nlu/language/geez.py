"""Amharic or Tigrinya, by the letter sequences that `geezswitch` ships.

The package's own detector draws sequences at random; its profiles summed over all sequences need no seed.
"""

from __future__ import annotations

import math
from importlib.resources import files
from typing import TYPE_CHECKING

from geezswitch import DetectorFactory

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = {"amh": "am", "tir": "ti"}
_SMOOTHING = 0.5 / 10_000  # what geezswitch adds to every frequency


class GeezProfiles:
    """The two profiles; reading them takes about 15 ms, asking is free of state."""

    def __init__(self) -> None:
        factory = DetectorFactory()
        factory.load_json_profile(
            [(files("geezswitch") / "profiles" / name).read_text("utf-8") for name in _NAMES]
        )
        self._languages = [_NAMES[name] for name in factory.langlist]
        self._frequencies: dict[str, list[float]] = factory.word_lang_prob_map

    def log_probabilities(self, words: Sequence[str]) -> dict[str, float]:
        """Return the natural logarithm of each language's probability for `words`."""
        text = f" {' '.join(words)} "
        grams = (
            text[start : start + length] for length in (1, 2, 3) for start in range(len(text) - length + 1)
        )
        known = [self._frequencies[gram] for gram in grams if gram in self._frequencies]
        sums = [sum(math.log(_SMOOTHING + row[i]) for row in known) for i in range(len(self._languages))]
        best = max(sums)
        norm = best + math.log(sum(math.exp(value - best) for value in sums))
        return {language: value - norm for language, value in zip(self._languages, sums, strict=True)}
