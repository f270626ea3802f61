"""What speaks for each candidate: two libraries, letters, words, the profile; one matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eldc
import numpy as np
import pycld2

from nlu.language.cleaning import fold
from nlu.language.geez import GeezProfiles
from nlu.language.resources import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nlu.language.profile import Profile

FEATURES = (
    "eldc", "eldc_gap", "eldc_silent", "eldc_stranger", "cld2", "cld2_first",
    "letters", "other_letters", "words", "only_words", "profile", "geez", "digits",
)  # fmt: skip
_COLUMN = {name: column for column, name in enumerate(FEATURES)}
_SURELY_NOT = -12.0
_ARABIZI = "ar-Latn"
_OF_ELDC = {"hr": "sh", "sr": "sh", "ku": "ckb"}
_OF_CLD2 = {"hr": "sh", "sr": "sh", "bs": "sh", "ku": "ckb"}
_ELDC_NAMES = {"sh": ("hr", "sr"), "ckb": ("ku",)}


class WordLists:
    """The words of `data/words.yml`, found as written or as typed without diacritics."""

    def __init__(self) -> None:
        self._exact: dict[str, set[str]] = {}
        self._folded: dict[str, set[str]] = {}
        for language, words in read_yaml("words.yml").items():
            for word in words.split():
                self._exact.setdefault(word, set()).add(language)
                self._folded.setdefault(fold(word), set()).add(language)

    def languages(self, word: str) -> set[str]:
        """Return the languages that list `word`; as typed first, then by its bare letters."""
        return self._exact.get(word) or self._folded.get(fold(word)) or set()


class Evidence:
    """Gathers the evidence of one script; safe to share between threads once made."""

    def __init__(self, script: str, candidates: Sequence[str], words: WordLists, profile: Profile) -> None:
        self._places = {candidate: place for place, candidate in enumerate(candidates)}
        self._words = words
        self._profile = profile
        self._letters = {
            language: frozenset(letters) for language, letters in read_yaml("letters.yml")[script].items()
        }
        self._geez = GeezProfiles() if script == "Ethi" else None
        names = [name for c in candidates for name in _ELDC_NAMES.get(c, (c,)) if name in eldc.LANGUAGES]
        known = {_OF_ELDC.get(name, name) for name in names}
        self._known_to_eldc = np.array([candidate in known for candidate in candidates])
        eldc.init()
        self._eldc = eldc.instance()
        self._eldc.set_languages(names)
        self._eldc.set_scores(20)

    def matrix(self, words: Sequence[str]) -> NDArray[np.float64]:
        """Return the evidence of the judged `words`, shape (candidates, features); columns: `FEATURES`."""
        text = " ".join(words)
        table = np.zeros((len(self._places), len(FEATURES)))
        self._add_eldc(table, text)
        self._add_cld2(table, text)
        self._add_letters(table, words)
        self._add_words(table, words)
        table[:, _COLUMN["profile"]] = self._profile.log_probabilities(words)
        if self._geez:
            for language, value in self._geez.log_probabilities(words).items():
                table[self._places[language], _COLUMN["geez"]] = value
        if _ARABIZI in self._places:
            digits = sum(any(c.isdigit() for c in word) for word in words)
            table[self._places[_ARABIZI], _COLUMN["digits"]] = digits / len(words)
        return np.maximum(table, _SURELY_NOT, out=table)

    def _add_eldc(self, table: NDArray[np.float64], text: str) -> None:
        scores: dict[str, float] = {}
        for name, score in self._eldc.detect_details(text).scores.items():
            language = _OF_ELDC.get(name, name)
            scores[language] = max(score, scores.get(language, 0.0))
        best = max(scores.values(), default=0.0)
        table[:, _COLUMN["eldc_gap"]] = -best * self._known_to_eldc
        table[:, _COLUMN["eldc_silent"]] = self._known_to_eldc
        table[:, _COLUMN["eldc_stranger"]] = best * ~self._known_to_eldc
        for language, score in scores.items():
            place = self._places[language]
            table[place, _COLUMN["eldc"]] = score
            table[place, _COLUMN["eldc_gap"]] = score - best
            table[place, _COLUMN["eldc_silent"]] = 0.0

    def _add_cld2(self, table: NDArray[np.float64], text: str) -> None:
        try:
            _, _, details = pycld2.detect(text, isPlainText=True, bestEffort=True)
        except pycld2.error:
            return
        for _, name, percent, _ in details:
            place = self._places.get(_OF_CLD2.get(name, name))
            if place is not None:
                table[place, _COLUMN["cld2"]] += percent / 100
        shares = table[:, _COLUMN["cld2"]]
        table[:, _COLUMN["cld2_first"]] = (shares > 0) & (shares == shares.max())

    def _add_letters(self, table: NDArray[np.float64], words: Sequence[str]) -> None:
        own, others = _COLUMN["letters"], _COLUMN["other_letters"]
        for language, letters in self._letters.items():
            share = sum(not letters.isdisjoint(word) for word in words) / len(words)
            if share:
                place = self._places[language]
                table[place, own] = share
                table[:place, others] = np.maximum(table[:place, others], share)
                table[place + 1 :, others] = np.maximum(table[place + 1 :, others], share)

    def _add_words(self, table: NDArray[np.float64], words: Sequence[str]) -> None:
        for word in words:
            languages = self._words.languages(word) & self._places.keys()
            alone = len({language.removesuffix("-Latn") for language in languages}) == 1
            for language in languages:
                table[self._places[language], _COLUMN["words"]] += 1 / len(words)
                table[self._places[language], _COLUMN["only_words"]] += alone / len(words)
