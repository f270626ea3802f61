"""Words that always mean danger: fixed, readable, in every language at once, tried before any model.

The phrases stand in `data/emergency.yml`. They are compared on the folded form (see `normalise`), with
doubled letters single and signs as spaces; an Arabic phrase may carry a joined و ف ب ل ك and the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from nlu.examples import LOADER
from nlu.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_SIGNS = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_GAP, _ANY_ENDING = "…", "*"
_UP_TO_THREE_WORDS = r"(?: \w+){0,3}? "
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_PREFIX = "(?:[وف])?(?:[بلک])?(?:ال|ل)?"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_CROSSED_OUT = " ¦ "  # neither a word nor a gap: nothing matches across it


@dataclass(frozen=True, slots=True)
class EmergencyWords:
    """The three lists of all languages, each as one expression."""

    anywhere: re.Pattern[str]
    alone: re.Pattern[str]
    never: re.Pattern[str]

    def found_in(self, text: str) -> bool:
        """Whether `text` speaks of danger to life or of a crime."""
        words = _words(text)
        if self.alone.fullmatch(words):
            return True
        return self.anywhere.search(self.never.sub(_CROSSED_OUT, words)) is not None


def load_emergency_words(file: Path) -> EmergencyWords:
    """Read `emergency.yml`, a part of the program: a fault in it is an exception of yaml or a KeyError."""
    languages = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER).values()  # noqa: S506  safe, in C
    return EmergencyWords(
        *(_expression(phrase for language in languages for phrase in language[name]) for name in _LISTS),
    )


_LISTS = ("anywhere", "alone", "never")


def _words(text: str) -> str:
    return _DOUBLED.sub(r"\1", _SIGNS.sub(" ", fold(text))).strip()


def _expression(phrases: Iterable[str]) -> re.Pattern[str]:
    spellings = {spelling for phrase in phrases for spelling in (phrase, phrase.translate(_UMLAUTS))}
    alternatives = "|".join(sorted(map(_phrase, spellings)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


def _phrase(phrase: str) -> str:
    parts = [" ".join(map(_word, part.split())) for part in phrase.split(_GAP)]
    prefix = _ARABIC_PREFIX if _ARABIC.match(phrase) else ""
    return prefix + _UP_TO_THREE_WORDS.join(parts)


def _word(word: str) -> str:
    literal = re.escape(_words(word.removesuffix(_ANY_ENDING))).replace(r"\ ", " ")
    return literal + r"\w*" if word.endswith(_ANY_ENDING) else literal
