"""What speaks for each candidate: two libraries, letters, words, the profile; a row of numbers each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import eldc
import pycld2

from nlu.language.cleaning import fold
from nlu.language.geez import GeezProfiles
from nlu.language.resources import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nlu.language.profile import Profile

FEATURES = (
    "eldc", "eldc_gap", "eldc_silent", "eldc_stranger", "cld2", "cld2_first",
    "letters", "other_letters", "words", "only_words", "profile", "geez", "digits",
)  # fmt: skip
_SURELY_NOT = -12.0
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
        self._candidates = tuple(candidates)
        self._words = words
        self._profile = profile
        self._letters = {
            language: frozenset(letters) for language, letters in read_yaml("letters.yml")[script].items()
        }
        self._geez = GeezProfiles() if script == "Ethi" else None
        known = [name for c in candidates for name in _ELDC_NAMES.get(c, (c,)) if name in eldc.LANGUAGES]
        self._known_to_eldc = {_OF_ELDC.get(name, name) for name in known}
        eldc.init()
        self._eldc = eldc.instance()
        self._eldc.set_languages(known)
        self._eldc.set_scores(20)

    def rows(self, words: Sequence[str]) -> dict[str, list[float]]:
        """Return one row of numbers (in the order of `FEATURES`) per candidate for the judged `words`."""
        text = " ".join(words)
        letters = self._letter_shares(words)
        listed, only = self._word_shares(words)
        profile = self._profile.log_probabilities(words)
        geez = self._geez.log_probabilities(words) if self._geez else {}
        scores = self._ask_eldc(text)
        best = max(scores.values(), default=0.0)
        shares = self._ask_cld2(text)
        first = max(shares, key=lambda c: shares[c], default=None)
        digits = sum(any(c.isdigit() for c in word) for word in words) / len(words)
        return {
            c: [
                scores.get(c, 0.0),
                scores[c] - best if c in scores else -best if c in self._known_to_eldc else 0.0,
                float(c in self._known_to_eldc and c not in scores),
                best if c not in self._known_to_eldc else 0.0,
                shares.get(c, 0.0),
                float(c == first),
                letters.get(c, 0.0),
                max((share for other, share in letters.items() if other != c), default=0.0),
                listed.get(c, 0) / len(words),
                only.get(c, 0) / len(words),
                max(profile[c], _SURELY_NOT),
                max(geez.get(c, 0.0), _SURELY_NOT),
                digits if c == "ar-Latn" else 0.0,
            ]
            for c in self._candidates
        }

    def _ask_eldc(self, text: str) -> dict[str, float]:
        scores: dict[str, float] = {}
        for name, score in self._eldc.detect_details(text).scores.items():
            language = _OF_ELDC.get(name, name)
            scores[language] = max(score, scores.get(language, 0.0))
        return scores

    def _ask_cld2(self, text: str) -> dict[str, float]:
        try:
            _, _, details = pycld2.detect(text, isPlainText=True, bestEffort=True)
        except pycld2.error:
            return {}
        shares: dict[str, float] = {}
        for _, name, percent, _ in details:
            language = _OF_CLD2.get(name, name)
            shares[language] = shares.get(language, 0.0) + percent / 100
        return {language: share for language, share in shares.items() if language in self._candidates}

    def _letter_shares(self, words: Sequence[str]) -> dict[str, float]:
        return {
            language: sum(not letters.isdisjoint(word) for word in words) / len(words)
            for language, letters in self._letters.items()
        }

    def _word_shares(self, words: Sequence[str]) -> tuple[dict[str, int], dict[str, int]]:
        listed: dict[str, int] = {}
        only: dict[str, int] = {}
        for word in words:
            languages = self._words.languages(word) & set(self._candidates)
            for language in languages:
                listed[language] = listed.get(language, 0) + 1
            if len({language.removesuffix("-Latn") for language in languages}) == 1:
                for language in languages:
                    only[language] = only.get(language, 0) + 1
        return listed, only
