"""From whatever a person typed to the words that can tell a language.

Links, streets, addresses of mails, @names, /commands, file names, codes, numbers and signs say nothing about
the language of the person; neither do names of German institutions, they stand in sentences of any language.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from nlu.language.resources import read_yaml
from nlu.lookalikes import one_script

JUDGED_CHARACTERS = 1000

_NOISE = re.compile(
    r"https?://\S+|\b\w*(?:stra(?:ß|ss)e|str\.)|www\.\S+|\S+@\S+|[@#/]\w+|\b[\w-]+\.(?:de|com|org|net|info|pdf|docx?|xlsx?|jpe?g|png|txt|mp[34])\b",
    re.IGNORECASE,
)
_CODE = re.compile(r"\b[A-Z]+-(?=[A-Z]*\d)[A-Z\d]+\b")  # our booking codes, and the like
# Controls, invisible signs and direction marks; the zero-width non-joiner stays, Persian spells with it.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_ARABIC_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")
_STRAY_JOINER = re.compile("(?<![\u0620-\u06ff])\u200c+|\u200c+(?![\u0620-\u06ff])")
_DOT_OF_TURKISH_I = "\u0307"
_BETWEEN_WORDS = re.compile("[^\\w'\u0300-\u036f\u0900-\u0eff\u200c]+|_+|\u1361-\u1368")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIZI = re.compile(r"[^\W\d_]*[2-9](?:[^\W\d_]+[2-9]?)+|[^\W\d_]{2,}[2-9]")
_FOLDED = str.maketrans(
    {"ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ё": "е", "\u200c": None, "'": None}
    | {
        "ي": "ی",
        "ى": "ی",
        "ې": "ی",
        "ۍ": "ی",
        "ك": "ک",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ة": "ه",
        "ۀ": "ه",
        "ە": "ه",
    }
)


def fold(word: str) -> str:
    """Return `word` as people type it without diacritics or on another keyboard (ي for ی, е for ё)."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", word.translate(_FOLDED)) if not unicodedata.combining(c)
    )
    return unicodedata.normalize("NFC", bare)


def normalise(text: str) -> str:
    """Return at most `JUDGED_CHARACTERS` of `text` in NFKC and lower case without invisible signs.

    Half characters (lone surrogates), tatweel and vowel signs are dropped; the libraries meet valid text.
    """
    head = text[: 4 * JUDGED_CHARACTERS].encode("utf-8", "ignore").decode("utf-8")
    head = one_script(_INVISIBLE.sub("", unicodedata.normalize("NFKC", head))[:JUDGED_CHARACTERS])
    head = (
        _NOISE.sub(" ", _CODE.sub(" ", head))
        .lower()
        .replace(_DOT_OF_TURKISH_I, "")
        .replace("’", "'")
        .replace("ʼ", "'")
    )
    return _STRAY_JOINER.sub("", _ARABIC_MARKS.sub("", head))


def _tells_something(word: str) -> bool:
    letters = len(_LETTER.findall(word))
    if letters == len(word.replace("'", "").replace("\u200c", "")):
        return letters > 0
    return not any(c.isdigit() for c in word) or (letters > 1 and bool(_ARABIZI.fullmatch(word)))


def split(text: str) -> list[str]:
    """Return the words of normalised `text`; course levels, house numbers and codes (A1, 3b) are none."""
    pieces = (piece.strip("'") for piece in _BETWEEN_WORDS.split(text))
    return [piece for piece in pieces if piece and _LETTER.search(piece) and _tells_something(piece)]


@dataclass(frozen=True, slots=True)
class Silence:
    """The words that do not tell a language, as read from `data/silent.yml`."""

    names: frozenset[str]
    shared: frozenset[str]

    @classmethod
    def load(cls) -> Silence:
        """Read the lists."""
        lists = read_yaml("silent.yml")
        return cls(frozenset(lists["names"].split()), frozenset(lists["shared"].split()))

    def telling(self, words: list[str]) -> list[str]:
        """Return `words` without names; nothing when only shared words or single letters remain."""
        rest = [word for word in words if word not in self.names]
        if all(word in self.shared or (len(word) == 1 and word.isascii()) for word in rest):
            return []
        return rest
