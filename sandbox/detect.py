"""Entities Telegram finds by itself: commands, links, mail addresses, mentions, hashtags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.text import Formatted, utf16_length

if TYPE_CHECKING:
    from sandbox.errors import Json

_URL_BODY = r"[^\s<>\"\u2066-\u2069\u200e\u200f]"
_PATTERNS = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.IGNORECASE),
    "url": re.compile(
        rf"(?<![\w@.])(?:https?://{_URL_BODY}+|(?:[\w-]+\.)+(?:com|de|eu|info|io|me|net|org)(?![\w-])"
        rf"(?:[/?#]{_URL_BODY}*)?)",
        re.IGNORECASE,
    ),
    "bot_command": re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>])"),
    "mention": re.compile(r"(?<![\w@/.])@[a-zA-Z0-9_]{4,32}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#(?!\d+(?!\w))\w{1,256}"),
}
_SEALED = {"text_link", "text_mention", "code", "pre", "custom_emoji"}


def with_detected(formatted: Formatted) -> Formatted:
    """Add what Telegram detects, never inside code or another link."""
    taken = [_span(entity) for entity in formatted.entities if entity["type"] in _SEALED]
    found: list[Json] = []
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(formatted.text):
            text = match[0].rstrip(".,;:!?'\")»”") if kind == "url" else match[0]
            offset = utf16_length(formatted.text[: match.start()])
            entity: Json = {"type": kind, "offset": offset, "length": utf16_length(text)}
            start, end = _span(entity)
            if all(end <= other_start or other_end <= start for other_start, other_end in taken):
                taken.append((start, end))
                found.append(entity)
    entities = sorted([*formatted.entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(formatted.text, entities)


def _span(entity: Json) -> tuple[int, int]:
    return entity["offset"], entity["offset"] + entity["length"]
