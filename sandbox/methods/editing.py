"""Methods that change or remove a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import bad_request
from sandbox.formatting import message_text
from sandbox.markup import Keyboard, inline_keyboard
from sandbox.methods.lookup import chat_of, message_of, writable_chat
from sandbox.methods.sending import as_text

if TYPE_CHECKING:
    from sandbox.chats import Chat, Message
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params

DELETABLE_FOR = 48 * 3600
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def edit_message_text(core: Telegram, params: Params) -> Json:
    """Replace text and keyboard of the bot's own message."""
    text = as_text(message_text(params))
    keyboard = inline_keyboard(params)
    chat, message = _own_message(core, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    rest = {key: value for key, value in message.content.items() if key not in {"text", "entities"}}
    return _change(core, chat, message, {**text, **rest}, keyboard)


async def edit_message_reply_markup(core: Telegram, params: Params) -> Json:
    """Replace the keyboard of the bot's own message."""
    keyboard = inline_keyboard(params)
    chat, message = _own_message(core, params)
    return _change(core, chat, message, message.content, keyboard)


async def delete_message(core: Telegram, params: Params) -> Json:
    """Remove a message, the bot's or the person's, up to 48 hours old."""
    chat = chat_of(core, params)
    message = message_of(chat, params, "message to delete")
    if core.timestamp() - message.date > DELETABLE_FOR:
        raise bad_request("message can't be deleted for everyone")
    chat.delete(message.message_id)
    return {"result": True}


def _own_message(core: Telegram, params: Params) -> tuple[Chat, Message]:
    if "inline_message_id" in params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = writable_chat(core, params)
    message = message_of(chat, params, "message to edit")
    if not message.from_bot or message.fixed:
        raise bad_request("message can't be edited")
    return chat, message


def _change(core: Telegram, chat: Chat, message: Message, content: Json, keyboard: Keyboard) -> Json:
    if (content, keyboard) == (message.content, message.keyboard):
        raise bad_request(NOT_MODIFIED)
    message.content, message.keyboard, message.edit_date = content, keyboard, core.timestamp()
    chat.mark(message)
    return {"result": core.as_json(chat, message)}
