"""Methods that put a message into a chat."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from sandbox.chats import Message
from sandbox.errors import bad_request, not_emulated
from sandbox.formatting import caption, message_text
from sandbox.markup import reply_markup
from sandbox.methods.lookup import chat_of, message_of, writable_chat
from sandbox.reply_keyboard import ReplyKeyboard

if TYPE_CHECKING:
    from sandbox.chats import Chat
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params
    from sandbox.text import Formatted


async def send_message(core: Telegram, params: Params) -> Json:
    """Send a text."""
    return _send(core, params, as_text(message_text(params)))


async def send_document(core: Telegram, params: Params) -> Json:
    """Send a file with an optional caption."""
    content = _as_caption(caption(params))
    writable_chat(core, params)
    return _send(core, params, {"document": core.files.document(params), **content})


async def send_photo(core: Telegram, params: Params) -> Json:
    """Send a picture with an optional caption below it."""
    content = _as_caption(caption(params))
    for name in ("has_spoiler", "show_caption_above_media"):
        if params.boolean(name):
            raise not_emulated(f"photos with {name}")
    writable_chat(core, params)
    return _send(core, params, {"photo": core.files.photo(params), **content})


async def send_location(core: Telegram, params: Params) -> Json:
    """Send a point on the map."""
    return _send(core, params, {"location": _location(params)})


async def send_venue(core: Telegram, params: Params) -> Json:
    """Send a point on the map with a title and an address."""
    location = _location(params)
    venue = {"location": location, "title": params.text("title"), "address": params.text("address")}
    for name in ("title", "address"):
        if not venue[name]:
            raise bad_request(f"VENUE_{name.upper()}_EMPTY")
    return _send(core, params, {"venue": venue, "location": location})


async def copy_message(core: Telegram, params: Params) -> Json:
    """Send a message again as the bot's own."""
    _, original = _original(core, params, "message to copy")
    content = {key: value for key, value in original.content.items() if key not in _ORIGIN}
    if "caption" in params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content |= _as_caption(caption(params))
    sent = _send(core, params, copy.deepcopy(content))
    return {"result": {"message_id": sent["result"]["message_id"]}}


async def forward_message(core: Telegram, params: Params) -> Json:
    """Send a message on, naming who wrote it."""
    source, original = _original(core, params, "message to forward")
    sender = core.account.as_user if original.from_bot else source.person.as_user
    origin = {"type": "user", "date": original.date, "sender_user": sender}
    content = {"forward_origin": origin} | copy.deepcopy(original.content)
    return _send(core, params, content)


_ORIGIN = {"forward_origin", "reply_to_message"}


def as_text(formatted: Formatted) -> Json:
    """Return the content of a text message."""
    return {"text": formatted.text} | ({"entities": formatted.entities} if formatted.entities else {})


def _as_caption(formatted: Formatted) -> Json:
    if not formatted.text:
        return {}
    content: Json = {"caption": formatted.text}
    return content | ({"caption_entities": formatted.entities} if formatted.entities else {})


def _location(params: Params) -> Json:
    latitude, longitude = params.number("latitude"), params.number("longitude")
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


def _original(core: Telegram, params: Params, what: str) -> tuple[Chat, Message]:
    source = chat_of(core, params, "from_chat_id")
    return source, message_of(source, params, what)


def _send(core: Telegram, params: Params, content: Json) -> Json:
    markup = reply_markup(params)
    chat = writable_chat(core, params)
    if params.integer("message_thread_id"):
        raise bad_request("message thread not found")
    content |= _reply(core, chat, params)
    if core.floods:
        core.floods.admit(chat.person.user)
    message = Message(core.next_message_id(), from_bot=True, date=core.timestamp(), content=content)
    if isinstance(markup, ReplyKeyboard):
        message.fixed = True
        chat.put_below(markup, message)
    else:
        message.keyboard = markup
    chat.add(message)
    return {"result": core.as_json(chat, message)}


def _reply(core: Telegram, chat: Chat, params: Params) -> Json:
    reply = params.json("reply_parameters", "reply parameters", dict) or {}
    wanted = reply.get("message_id") or params.integer("reply_to_message_id")
    if not wanted:
        return {}
    original = chat.messages.get(wanted) if isinstance(wanted, int) else None
    if original is None:
        if reply.get("allow_sending_without_reply") or params.boolean("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": core.quoted(chat, original)}
