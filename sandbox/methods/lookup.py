"""Finding the chat and the message a call is about, with Telegram's refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import bad_request, forbidden

if TYPE_CHECKING:
    from sandbox.chats import Chat, Message
    from sandbox.core import Telegram
    from sandbox.params import Params


def chat_of(core: Telegram, params: Params, name: str = "chat_id") -> Chat:
    """Return the chat.

    Raises:
        ApiError: 400 for none or a stranger.
    """
    if not params.text(name):
        raise bad_request(f"{name} is empty")
    chat = core.find(params.integer(name))
    if chat is None:
        raise bad_request("chat not found")
    return chat


def writable_chat(core: Telegram, params: Params) -> Chat:
    """Return a chat the bot may write to.

    Raises:
        ApiError: 400 as above, 403 for people who never wrote or blocked the bot.
    """
    chat = chat_of(core, params)
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    return chat


def message_of(chat: Chat, params: Params, what: str, name: str = "message_id") -> Message:
    """Return the message.

    Raises:
        ApiError: 400 "<what> not found".
    """
    message = chat.messages.get(params.integer(name))
    if message is None:
        raise bad_request(f"{what} not found")
    return message
