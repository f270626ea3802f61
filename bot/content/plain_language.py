"""Plain language: what makes a German text hard for people who are just learning the language.

The limits are those of Einfache Sprache, as offices for plain language teach it: a sentence has at most 15
words (Leichte Sprache has 8 to 10, but the names of the office's projects alone would fill those). Short
sentences, no abstract nouns and no passive are also what the law asks of federal websites (BITV 2.0, annex 2,
part 2, numbers 1, 4 and 5).

How hard a text is as a whole is told by Björnsson's LIX, made for Swedish and in use for German: words in a
sentence plus percent of words with more than six letters. Below 40 is easy, from 50 on hard. Flesch's score
ranks the same texts alike (measured on ours), but `textstat` reads 78,000 patterns of German syllables for
it, which takes a second. Names do not count: nobody can make them shorter.
"""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from bot.content.selection import ANY, select

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.findings import Finding
    from bot.content.selection import Documents, Written

MAX_WORDS = 15
MAX_HEAVY_NOUNS = 2
MAX_PASSIVES = 2
MAX_SENTENCES = 3  # of an answer; the rest stands behind a button
MAX_LIX = 49
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
    for written in documents.texts():
        if written.field == "answer":
            yield from _many_sentences(written)
        if written.language == "de" and written.field in _FIELDS:
            yield from _in_sentences(written)
        if written.language == "de" and written.field == "answer":
            yield from _hard_text(written, names)


def sentences(text: str) -> list[str]:
    """The sentences of a text in any language; a line of its own is one, too."""
    parts = _END.split(_INNER_DOT.sub(rf"\g<1>{_DOT}", text.strip()))
    return [part.replace(_DOT, ".") for part in parts if any(map(str.isalnum, part))]


def lix(text: str) -> float:
    """How hard a text is: about 20 for children's books, 60 for laws."""
    placeholder = ModuleType("nltk")  # textstat wants it for English only; it takes a second and may download
    if sys.modules.setdefault("nltk", placeholder) is placeholder:
        try:
            import textstat  # noqa: PLC0415  only who asks shall wait for it
        finally:
            del sys.modules["nltk"]
    import textstat  # noqa: PLC0415

    return float(textstat.lix(text))


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


def _hard_text(answer: Written, names: set[str]) -> Iterator[Finding]:
    """Advice on a topic as a whole: of a few words the score says nothing."""
    more = [text for _, text in select(answer.document.value, ("more", "de"))]
    said = [_WORD.findall(sentence) for text in (answer.text, *more) for sentence in sentences(text)]
    said = [words for named in said if (words := [word for word in named if word not in names])]
    if sum(map(len, said)) < SCORED_WORDS:
        return
    if (score := lix(". ".join(" ".join(words) for words in said) + ".")) > MAX_LIX:
        details = {"score": f"{score:.0f}", "limit": MAX_LIX}
        yield answer.document.finding("hard-text", answer.path, at_key=True, **details)
