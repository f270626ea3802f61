"""Methods about a chat as a whole, and answers to taps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sandbox.errors import bad_request
from sandbox.methods.lookup import chat_of, writable_chat
from sandbox.text import clean, utf16_length

if TYPE_CHECKING:
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params

ANSWERABLE_FOR = timedelta(seconds=150)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


async def get_chat(core: Telegram, params: Params) -> Json:
    """Return the ChatFullInfo of a private chat."""
    details = {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    return {"result": chat_of(core, params).person.as_chat | details}


async def send_chat_action(core: Telegram, params: Params) -> Json:
    """Show "typing …"."""
    if params.text("action") not in _ACTIONS:
        raise bad_request("Wrong parameter action in request")
    writable_chat(core, params).show_typing()
    return {"result": True}


async def answer_callback_query(core: Telegram, params: Params) -> Json:
    """Stop the clock on a pressed button, perhaps with a notice; once, within 150 seconds."""
    query_id, text = params.text("callback_query_id"), clean(params.text("text")).strip()
    tap = core.account.taps.get(query_id)
    if tap is None or core.now() - tap.at > ANSWERABLE_FOR:
        raise bad_request(TOO_OLD)
    if utf16_length(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    del core.account.taps[query_id]
    chat = core.chats[tap.user]
    if tap.message_id in chat.messages:
        message = chat.messages[tap.message_id]
        message.answered.append(tap.data)
        chat.mark(message)
    if text:
        chat.alert(text, show_alert=params.boolean("show_alert"))
    return {"result": True}
