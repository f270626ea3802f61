"""What a translation must not touch: names, streets, numbers, mails, links, `{placeholders}`.

Each is replaced by a token that a translator has no word for, and put back into the answer. A token that is
missing there, or there twice, makes the whole answer worthless: a wrong phone number is worse than no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.content.schema import Content

# Names of the town's own that no field of the content holds.
OWN_NAMES = (
    "IN Arbeit",
    "IN Sprache",
    "IN Tact",
    "IN Wohnung",
    "INs Leben",
    "Telegram",
    "vhs",
    "WhatsApp",
    "Winnenden",
    "Zuhause in Winnenden",
)
# Names of contacts that are words, too: a draft has to say them in its language.
WORDS = frozenset({"Polizei", "Feuerwehr", "Feuerwehr und Rettungsdienst", "Ärztlicher Bereitschaftsdienst"})

_TOKEN = re.compile(r"(?i:X ?Q ?)(\d+)")  # \d: some write Arabic digits, int() reads them
_HOUSE = r" ?\d+(?:[–-]\d+| ?[a-z])?\b"
_PATTERNS = (
    r"\{[^{}\n]*\}",
    r"https?://[^\s<>]*[^\s<>.,;:!?)]",
    r"(?:www\.)[^\s<>]*[^\s<>.,;:!?)]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b[A-ZÄÖÜ][\w-]*(?: [A-ZÄÖÜ][\w-]*)*(?:[Ss]traße|[Ss]tr\.|[Ww]eg|[Pp]latz|[Gg]asse)" + _HOUSE,
    r"\b[A-ZÄÖÜ][\w-]* (?:Straße|Str\.|Weg|Platz|Gasse)" + _HOUSE,
    r"\+?\d(?:[ /-]{0,3}\d){4,}",  # a phone number
    r"\b[ABC][12]\b",  # a level of German
    r"\d+(?:[.:,/–-]\d+)*",
    r"(?i:X ?Q ?)\d+",  # a text that happens to look like one
    "[\U0001f000-\U0001faff\u2600-\u27bf]\ufe0f?",
)


class TokenError(ValueError):
    """The answer cannot be used; the text says in German which words are lost or doubled."""


@dataclass(frozen=True, slots=True)
class Shielded:
    """A line as it may be sent: `kept` are the words behind its tokens, by number."""

    text: str
    kept: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to translate beside tokens and punctuation."""
        return not re.search(r"[^\W\d_]", _TOKEN.sub("", self.text))

    def restore(self, answer: str) -> str:
        """The answer with the words in place of the tokens. Raises TokenError unless each is there once."""
        numbers = [int(number) for number in _TOKEN.findall(answer)]
        lost = [word for number, word in enumerate(self.kept) if number not in numbers]
        doubled = [word for number, word in enumerate(self.kept) if numbers.count(number) > 1]
        strange = [f"XQ{number}" for number in numbers if number >= len(self.kept)]
        for words, fault in ((lost, "fehlt"), (doubled, "steht doppelt"), (strange, "ist hinzugekommen")):
            if words:
                raise TokenError(f"in der Antwort {fault}: " + ", ".join(f"„{word}“" for word in words))
        return _TOKEN.sub(lambda token: self.kept[int(token[1])], answer)


class Shield:
    """Finds what has to stay, given the names of the content."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({*names, *OWN_NAMES} - WORDS - {""}, key=lambda name: (-len(name), name))
        alternatives = [rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first]
        self._kept = re.compile("|".join([*_PATTERNS[:4], *alternatives, *_PATTERNS[4:]]))

    def over(self, line: str) -> Shielded:
        """The line with tokens."""
        kept: list[str] = []

        def token(found: re.Match[str]) -> str:
            kept.append(found[0])
            return f"XQ{len(kept) - 1}"

        text = self._kept.sub(token, line)
        return Shielded(text, tuple(kept))


def names_in(content: Content) -> list[str]:
    """Every name that is the same in all languages: of people, streets, towns and meetups."""
    places = content.places.values()
    return [
        *(contact.name for contact in content.contacts.values()),
        *(adviser.name for adviser in content.appointments.advisers),
        *(meetup.name for meetup in content.meetups.values()),
        *(name for place in places for name in (place.address, place.town)),
    ]
