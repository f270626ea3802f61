"""What Telegram does to every text: UTF-16 lengths, cleaning, trimming (tdlib/td, misc.cpp)."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.errors import Json

MESSAGE_LIMIT = 4096
CAPTION_LIMIT = 1024
_REMOVED = re.compile("[\r\u2028-\u202e\u030a\u0333\u033f]")
_BLANKS = re.compile("[\x00-\x09\x0b\x0c\x0e-\x1f]")
_MARKS = re.compile("[\u200e\u200f](?=[\u200e\u200f])")
_INVISIBLE = re.compile("[\\s\u200b-\u200f\u2060\u2800\u3164\ufeff]*")


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities (Bot API shape, offsets and lengths in UTF-16 units)."""

    text: str
    entities: list[Json] = field(default_factory=list)


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of every Telegram limit and offset."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """Return the text as Telegram keeps it, not yet trimmed."""
    return _MARKS.sub("\u200c", _BLANKS.sub(" ", _REMOVED.sub("", text)))


def is_empty(text: str) -> bool:
    """Whether nothing in the text can be seen."""
    return _INVISIBLE.fullmatch(text) is not None


def tidy(formatted: Formatted) -> Formatted:
    """Clean and trim, moving the entities along; those left without a visible character go.

    Leading blanks inside an entity stay, as with Telegram.
    """
    cleaned, entities = clean(formatted.text), _without_removed(formatted)
    entities = [entity for entity in entities if not is_empty(covered(cleaned, entity))]
    body = cleaned.rstrip(" \n")
    protected = min((entity["offset"] for entity in entities), default=len(body))
    start = min(len(body) - len(body.lstrip(" \n")), protected)
    end = utf16_length(body)
    for entity in entities:
        entity["length"] = min(entity["offset"] + entity["length"], end) - entity["offset"]
        entity["offset"] -= start
    return Formatted(body[start:], [entity for entity in entities if entity["length"] > 0])


def _without_removed(formatted: Formatted) -> list[Json]:
    """Shift offsets to the left by the removed characters before them (each is one UTF-16 unit)."""
    removed = [utf16_length(formatted.text[: match.start()]) for match in _REMOVED.finditer(formatted.text)]
    moved = []
    for entity in formatted.entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        offset, stop = start - bisect_left(removed, start), end - bisect_left(removed, end)
        if stop > offset:
            moved.append(entity | {"offset": offset, "length": stop - offset})
    return moved


def covered(text: str, entity: Json) -> str:
    """Return the part of the text an entity lies on."""
    units = text.encode("utf-16-le", "surrogatepass")
    part = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
    return part.decode("utf-16-le", "replace")


def pieces(text: str, limit: int = MESSAGE_LIMIT) -> Iterator[str]:
    """Cut a long text as Telegram's clients do, at a line end or a blank if one is near."""
    while utf16_length(text) > limit:
        end = len(text.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore"))
        nearest = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end))
        end = nearest if nearest > 0 else end
        yield text[:end].strip(" \n")
        text = text[end:].strip(" \n")
    yield text
