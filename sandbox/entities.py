"""HTML parse mode: from marked-up text to plain text and entities (tdlib/td, MessageEntity.cpp).

Only Telegram's own parser tells which markup a bot may send, so its steps and error texts are kept.
Byte offsets in the error texts count UTF-8 bytes of the text as sent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sandbox.errors import ApiError, Json, bad_request
from sandbox.links import checked_link, mentioned_user
from sandbox.text import Formatted, utf16_length

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SPACE = " \t\r\n\0\v"
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]*))(;?)")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    attributes: dict[str, str]
    offset: int
    start: int


def parse_html(source: str) -> Formatted:
    """Return text and entities, not yet cleaned.

    Raises:
        ApiError: 400 "can't parse entities: …".
    """
    return _Reader(source).read()


class _Reader:
    """One pass over the text; `at` is the position, a NUL marks the end as in Telegram's C++."""

    def __init__(self, source: str) -> None:
        self.source = source + "\0"
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Tag] = []
        self.entities: list[Json] = []

    def read(self) -> Formatted:
        while self.at < len(self.source) - 1:
            character = self.source[self.at]
            if character == "<":
                begin = self.at
                self.at += 1
                if self.source[self.at] == "/":
                    self._close(begin)
                else:
                    self._begin(begin)
            elif character == "&":
                self._emit(self._reference() or self._next())
            else:
                self._emit(self._next())
        if self.open:
            raise _error(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.out)
        if any("\ud800" <= character <= "\udfff" for character in text):
            raise _error(
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return Formatted(text, self.entities)

    def _next(self) -> str:
        self.at += 1
        return self.source[self.at - 1]

    def _emit(self, characters: str) -> None:
        self.out.append(characters)
        self.length += utf16_length(characters)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _skip_space(self) -> None:
        while self.at < len(self.source) - 1 and self.source[self.at] in _SPACE:
            self.at += 1

    def _until_space_or(self, ends: str) -> str:
        begin = self.at
        while self.source[self.at] not in _SPACE and self.source[self.at] not in ends:
            self.at += 1
        return self.source[begin : self.at]

    def _reference(self) -> str:
        """Decode the character reference here and step over it; an unknown one stays as it is."""
        match = _REFERENCE.match(self.source, self.at)
        if match is None:
            return ""
        decoded = _decoded(match)
        if decoded:
            self.at = match.end()
        return decoded

    def _begin(self, begin: int) -> None:
        name = self._until_space_or(">").lower()
        if self.source[self.at] == "\0":
            raise _error(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in _TYPES:
            raise _error(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        attributes: dict[str, str] = {}
        while self.source[self.at] != ">":
            self._skip_space()
            if self.source[self.at] != ">":
                attribute, value = self._attribute(name, begin)
                attributes[attribute] = value
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _error(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Tag(name, attributes, self.length, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        unclosed = _error(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        match = _ATTRIBUTE_NAME.match(self.source, self.at)
        attribute = match[0] if match else ""
        if not attribute:
            raise _error(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self.at += len(attribute)
        self._skip_space()
        if self.source[self.at] != "=":
            if self.source[self.at] == "\0":
                raise unclosed
            return attribute, ""
        self.at += 1
        self._skip_space()
        if self.source[self.at] == "\0":
            raise unclosed
        value = self._quoted() if self.source[self.at] in "'\"" else self._token()
        if self.source[self.at] == "\0":
            raise _error(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return attribute, value

    def _token(self) -> str:
        begin = self.at
        match = _TOKEN.match(self.source, self.at)
        value = match[0] if match else ""
        self.at += len(value)
        if self.source[self.at] not in _SPACE and self.source[self.at] != ">":
            raise _error(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return value.lower()

    def _quoted(self) -> str:
        quote, value = self._next(), ""
        while self.source[self.at] not in (quote, "\0"):
            value += (self._reference() if self.source[self.at] == "&" else "") or self._next()
        if self.source[self.at] == quote:
            self.at += 1
        return value

    def _close(self, begin: int) -> None:
        if not self.open:
            raise _error(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 1
        name = self._until_space_or(">").lower()
        self._skip_space()
        if self.source[self.at] != ">":
            raise _error(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        tag = self.open.pop()
        if name and name != tag.name:
            raise _error(
                f"Unmatched end tag at byte offset {self._byte(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.offset:
            self._finish(tag)

    def _finish(self, tag: _Tag) -> None:
        place: Json = {"offset": tag.offset, "length": self.length - tag.offset}
        language = _language(tag)
        last = self.entities[-1] if self.entities else {}
        if tag.name in {"pre", "code"} and _same_place(last, place) and last["type"] in {"pre", "code"}:
            language = language or last.pop("language", "")
            if last["type"] != _TYPES[tag.name] and language:
                last |= {"type": "pre", "language": language}
                return
        entity = _entity(tag, place, "".join(self.out[tag.start :]))
        if tag.name == "code" and language:
            entity["language"] = language
        if entity:
            self.entities.append(entity)


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name, semicolon = match.groups()
    if name is not None:
        return _NAMED.get(name, "")
    digits, base = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
    code = int(digits, base) if digits else 0
    too_long = match.end() - len(semicolon) - match.start() >= 10
    return "" if code == 0 or code >= 0x10FFFF or too_long else chr(code)


def _language(tag: _Tag) -> str:
    value = tag.attributes.get("class", "")
    return value.removeprefix("language-") if tag.name == "code" and value.startswith("language-") else ""


def _same_place(entity: Json, place: Json) -> bool:
    return bool(entity) and all(entity[key] == place[key] for key in place)


def _entity(tag: _Tag, place: Json, text: str) -> Json:
    """Return the finished entity, empty where Telegram silently drops it (a link that is none)."""
    entity: Json = {"type": _TYPES[tag.name], **place}
    if tag.name == "a":
        url = tag.attributes.get("href") or text
        user = mentioned_user(url)
        if user is not None:
            return {
                "type": "text_mention",
                **place,
                "user": {"id": user, "is_bot": False, "first_name": text},
            }
        link = checked_link(url)
        return entity | {"url": link} if link else {}
    if tag.name == "tg-emoji":
        if not tag.attributes.get("emoji-id", "").isdigit():
            raise _error("Invalid custom emoji identifier specified")
        return entity | {"custom_emoji_id": tag.attributes["emoji-id"]}
    if tag.name == "tg-time":
        unix = tag.attributes.get("unix", "")
        details = (
            {"unix_time": int(unix), "date_time_format": tag.attributes.get("format", "")}
            if unix.isdigit()
            else {}
        )
        return entity | details if details else {}
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _error(text: str) -> ApiError:
    return bad_request(f"can't parse entities: {text}")
