"""Words that always mean danger: fixed, readable, in every language at once, tried before any model.

The phrases stand in `data/emergency.yml`. They are compared on the folded form (see `normalise`), with
doubled letters single, ae oe ue as a o u and signs as spaces; every Arabic word may carry a joined و ف ب ل ك
and the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import yaml

from nlu.examples import LOADER
from nlu.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_SIGNS = re.compile(r"[\W_]+")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_UMLAUT = re.compile("([aou])e")
_GAP, _ANY_ENDING, _OR = "…", "*", "/"
# Possessive: a word is taken whole or not at all, so that no message makes the search go back and forth.
_UP_TO_THREE_WORDS = r"(?: \w++){0,3}? "
_REST_OF_WORD = r"\w*+"
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_PREFIX = "(?:[وف])?(?:[بلک])?(?:ال|ل)?"
_CROSSED_OUT = " ¦ "  # neither a word nor a gap: nothing matches across it


Lists = dict[str, list[str]]
_LISTS = ("anywhere", "alone", "never", "beside")
_SCRIPTS = tuple(
    map(re.compile, ("[a-z\u00c0-\u024f]", "[\u0400-\u04ff]", "[\u0600-\u06ff]", "[\u1200-\u139f]"))
)


@dataclass(frozen=True, slots=True)
class Expressions:
    """The lists of some languages, each as one expression; `alone` takes in the words of `beside`."""

    anywhere: re.Pattern[str]
    alone: re.Pattern[str]
    never: re.Pattern[str]

    def found_in(self, words: str) -> bool:
        """Whether these folded words speak of danger to life or of a crime."""
        if self.alone.fullmatch(words):
            return True
        return self.anywhere.search(self.never.sub(_CROSSED_OUT, words)) is not None


class EmergencyWords:
    """The lists of all languages; compiled when the first message in these scripts comes, not at start."""

    def __init__(self, lists: Lists) -> None:
        self._expressions = cache(partial(_expressions_for, lists))

    def found_in(self, text: str) -> bool:
        """Whether `text` speaks of danger to life or of a crime."""
        words = _words(text)
        return self._expressions(_scripts(words)).found_in(words)


def load_emergency_words(file: Path) -> EmergencyWords:
    """Read `emergency.yml`, a part of the program: a fault in it is an exception of yaml or a KeyError."""
    languages = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER).values()  # noqa: S506  safe, in C
    return EmergencyWords(
        {name: [phrase for language in languages for phrase in language[name]] for name in _LISTS}
    )


def _scripts(text: str) -> frozenset[int]:
    return frozenset(number for number, letter in enumerate(_SCRIPTS) if letter.search(text))


def _expressions_for(lists: Lists, scripts: frozenset[int]) -> Expressions:
    """Compile the phrases that a message in these scripts can hold."""
    anywhere, alone, never, beside = (
        _any_of(phrase for phrase in lists[name] if _scripts(phrase) <= scripts) for name in _LISTS
    )
    return Expressions(
        re.compile(anywhere),
        re.compile(rf"(?:{beside} )*+{alone}(?: (?:{alone}|{beside}))*+"),
        re.compile(never),
    )


def _words(text: str) -> str:
    single = _DOUBLED.sub(r"\1", _SIGNS.sub(" ", fold(text)))
    return _UMLAUT.sub(r"\1", single).strip()


def _any_of(phrases: Iterable[str]) -> str:
    """Return an expression for any of the phrases, sorted by first letter: a word is tried with few."""
    expressions = sorted({expression for phrase in phrases for expression in _expressions(phrase)})
    arabic = [expression for expression in expressions if _ARABIC.match(expression)]
    others = [expression for expression in expressions if not _ARABIC.match(expression)]
    return rf"(?<!\w)(?:{_by_first_letter(others)}|{_ARABIC_PREFIX}{_by_first_letter(arabic)})(?!\w)"


def _by_first_letter(expressions: list[str]) -> str:
    groups = groupby(expressions, key=itemgetter(0))
    alternatives = [f"{letter}(?:{'|'.join(one[1:] for one in group)})" for letter, group in groups]
    return f"(?:{'|'.join(alternatives)})" if alternatives else "(?!)"


def _expressions(phrase: str) -> Iterator[str]:
    """Return the phrase once for each first letter it may begin with."""
    first, *rest = phrase.split()
    following = "".join(map(_following, rest)).replace(f" {_GAP} ", _UP_TO_THREE_WORDS)
    by_letter = groupby(sorted(map(_form, first.split(_OR))), key=itemgetter(0))
    for letter, forms in by_letter:
        yield f"{letter}(?:{'|'.join(form[1:] for form in forms)}){following}"


def _following(word: str) -> str:
    if word == _GAP:
        return f" {_GAP}"
    prefix = _ARABIC_PREFIX if _ARABIC.match(word) else ""
    return f" {prefix}(?:{'|'.join(map(_form, word.split(_OR)))})"


@cache
def _form(form: str) -> str:
    """Return one form of one word; a sign inside (can't, self-harm) may be typed, left out, or be a space."""
    literal = _words(form.removesuffix(_ANY_ENDING)).replace(" ", " ?")
    return literal + _REST_OF_WORD if form.endswith(_ANY_ENDING) else literal
