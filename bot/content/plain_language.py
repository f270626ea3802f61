"""Plain language: what makes a German text hard for people who are just learning the language.

The limits are those of Einfache Sprache, as offices for plain language teach it: a sentence has at most 15
words (Leichte Sprache has 8 to 10, but the names of the office's projects alone would fill those). Short
sentences, no abstract nouns and no passive are also what the law asks of federal websites (BITV 2.0, annex 2,
part 2, numbers 1, 4 and 5). On the scale of Flesch in Amstad's German form, a text below 50 is "hard".

`textstat` measures that score. Reading its 78,000 patterns of German syllables takes a second, so it is asked
only about texts that look hard by their vowels, and never about names, which nobody can make shorter.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from bot.content.selection import ANY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.findings import Finding
    from bot.content.selection import Documents, Written

MAX_WORDS = 15
MAX_HEAVY_NOUNS = 2
MAX_PASSIVES = 2
MAX_SENTENCES = 3  # of an answer; the rest stands behind a button
MIN_SCORE = 50
SCORED_WORDS = 50  # of shorter texts a single long word makes hard ones

_FIELDS = {"answer", "more", "about", "role"}
_NAMES = (("contacts.yaml", ("contacts", ANY, "name")), ("meetups.yaml", ("meetups", ANY, "name")))
_MONTH = "Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
# a dot that ends no sentence: 1. Januar, z. B., Marienstr. 2
_INNER_DOT = re.compile(
    rf"\b(\d\d?(?=\. +(?:{_MONTH}|[a-zäöü]))|[A-Za-zäöü]|\w*[Ss]tr(?=\. *\d)|Nr|Tel|ca|bzw)\."
)
_DOT = "\u2024"
_END = re.compile(r"(?<=[.!?…؟۔።])[\"“”»)]*\s+|\s*\n\s*")
_WORD = re.compile(r"\w+(?:[-–’'/.]\w+)*")
_VOWELS = re.compile("[aeiouyäöü]+", re.IGNORECASE)
_HEAVY = re.compile(r"\b[A-ZÄÖÜ]\w{2,}(?:ung|heit|keit|ismus|tion|ität)(?:en|s)?\b")
_PLAIN_NOUNS = {"Wohnung", "Wohnungen", "Zeitung", "Zeitungen", "Rechnung", "Rechnungen", "Kleidung"}
_PASSIVE = re.compile(
    r"\b(?:wird|werden|wurden?|worden)\b.*\b(?:\w*ge\w{2,}(?:t|en)|(?:be|ent|er|ver|zer)\w{2,}t|\w+iert)\b"
    r"|\b(?:\w*ge\w{2,}(?:t|en)|(?:be|ent|er|ver|zer)\w{2,}t|\w+iert) (?:wird|werden|wurden?)\b"
)


def advice_on_language(documents: Documents) -> Iterator[Finding]:
    """Advice on every German text, and on the number of sentences of answers in all languages."""
    names = {
        word for place in _NAMES for *_, name in documents.select(*place) for word in _WORD.findall(name)
    }
    texts = list(documents.texts())
    for written in texts:
        if written.field == "answer":
            yield from _many_sentences(written)
        if written.language == "de" and written.field in _FIELDS:
            yield from _in_sentences(written)
    for answer in texts:
        if answer.field == "answer" and answer.language == "de":
            more = [other for other in texts if other.document is answer.document and other.field == "more"]
            yield from _hard_text(answer, [other.text for other in more if other.language == "de"], names)


def sentences(text: str) -> list[str]:
    """The sentences of a text in any language; a line of its own is one, too."""
    parts = _END.split(_INNER_DOT.sub(rf"\g<1>{_DOT}", text.strip()))
    return [part.replace(_DOT, ".") for part in parts if any(map(str.isalnum, part))]


def reading_ease(text: str) -> float:
    """Flesch's score in Amstad's form for German, about 0 to 100; the higher, the easier."""
    placeholder = ModuleType("nltk")  # textstat wants it for English only: 1.2 s, and it would download
    if sys.modules.setdefault("nltk", placeholder) is placeholder:
        try:
            import textstat  # noqa: PLC0415  only who asks shall wait for it
        finally:
            del sys.modules["nltk"]
    import textstat  # noqa: PLC0415

    textstat.set_lang("de")
    return float(textstat.flesch_reading_ease(text))


def _in_sentences(written: Written) -> Iterator[Finding]:
    passive = []
    for sentence in sentences(written.text):
        if (length := len(_WORD.findall(sentence))) > MAX_WORDS:
            yield _finding("long-sentence", written, sentence, length=length, limit=MAX_WORDS)
        nouns = [noun for noun in _HEAVY.findall(sentence) if noun not in _PLAIN_NOUNS]
        if len(nouns) > MAX_HEAVY_NOUNS:
            yield _finding("nouns", written, sentence, nouns=", ".join(nouns))
        if _PASSIVE.search(sentence):
            passive.append(sentence)
    if len(passive) > MAX_PASSIVES:
        yield _finding("passive", written, passive[0])


def _finding(kind: str, written: Written, sentence: str, **details: object) -> Finding:
    return written.document.finding_at_words(kind, written.path, sentence, value=sentence, **details)


def _many_sentences(written: Written) -> Iterator[Finding]:
    if (length := len(sentences(written.text))) > MAX_SENTENCES:
        details = {"language": written.language, "length": length, "limit": MAX_SENTENCES}
        yield written.document.finding("many-sentences", written.path, at_key=True, **details)


def _hard_text(answer: Written, more: list[str], names: set[str]) -> Iterator[Finding]:
    """Advice on a topic as a whole: of a few words the score says nothing."""
    said = [_WORD.findall(sentence) for text in (answer.text, *more) for sentence in sentences(text)]
    said = [words for named in said if (words := [word for word in named if word not in names])]
    if sum(map(len, said)) < SCORED_WORDS or _rough_ease(said) >= MIN_SCORE:
        return
    score = reading_ease(". ".join(" ".join(words) for words in said) + ".")
    if score < MIN_SCORE:
        details = {"score": f"{score:.0f}", "limit": MIN_SCORE}
        yield answer.document.finding("hard-text", answer.path, at_key=True, **details)


def _rough_ease(said: list[list[str]]) -> float:
    """Amstad's formula with groups of vowels for syllables."""
    words = [word for sentence in said for word in sentence]
    syllables = sum(len(_VOWELS.findall(word)) or 1 for word in words)
    return 180 - len(words) / len(said) - 58.5 * syllables / len(words)
