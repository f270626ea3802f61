"""From the parameters of a call to the text a message keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.detect import with_detected
from sandbox.entities import parse_html
from sandbox.errors import Json, bad_request, not_emulated
from sandbox.text import CAPTION_LIMIT, MESSAGE_LIMIT, Formatted, is_empty, tidy, utf16_length

if TYPE_CHECKING:
    from sandbox.params import Params


def message_text(params: Params) -> Formatted:
    """Return `text` parsed, cleaned and measured.

    Raises:
        ApiError: 400 for an empty, too long or badly marked-up text.
    """
    if not params.text("text"):
        raise bad_request("message text is empty")
    formatted = _parsed(params, "text", "entities")
    if is_empty(formatted.text):
        raise bad_request("text must be non-empty")
    if utf16_length(formatted.text) > MESSAGE_LIMIT:
        raise bad_request("message is too long")
    return formatted


def caption(params: Params) -> Formatted:
    """Return `caption` parsed, cleaned and measured; it may be empty.

    Raises:
        ApiError: 400 for a too long or badly marked-up caption.
    """
    formatted = _parsed(params, "caption", "caption_entities")
    if utf16_length(formatted.text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return Formatted("") if is_empty(formatted.text) else formatted


def _parsed(params: Params, name: str, entities: str) -> Formatted:
    text, mode = params.text(name), params.text("parse_mode").lower()
    if len(text.encode()) > 1 << 15:
        raise bad_request("text is too long")
    if not mode or mode == "none":
        given = params.json(entities, "entities", list) or []
        return with_detected(tidy(Formatted(text, [_entity(entity) for entity in given])))
    if mode == "html":
        return with_detected(tidy(parse_html(text)))
    if mode in {"markdown", "markdownv2"}:
        raise not_emulated("Markdown; use the HTML parse mode")
    raise bad_request("unsupported parse_mode")


def _entity(entity: object) -> Json:
    """Check an entity the bot gives itself instead of marking up the text."""
    place = [entity.get(key) for key in ("offset", "length")] if isinstance(entity, dict) else []
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str) or not place:
        raise bad_request("can't parse MessageEntity: expected an Object with a type")
    for name, value in zip(("offset", "length"), place, strict=True):
        if not isinstance(value, int) or not 0 <= value <= 1_000_000:
            raise bad_request(f"receive an entity with incorrect {name} {value}")
    return dict(entity)
