"""Every Bot API method the sandbox emulates, by its lower-case name.

A method takes the core and the parameters, and returns {"result": …} with an optional "description".
Known but missing methods answer 501; what is known is what python-telegram-bot's Bot can call.
"""

from __future__ import annotations

import inspect
from functools import cache
from typing import TYPE_CHECKING

from sandbox.methods import chats, editing, files, profile, receiving, sending

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params

    Method = Callable[[Telegram, Params], Awaitable[Json]]

METHODS: dict[str, Method] = {
    "getme": profile.get_me,
    "logout": profile.log_out,
    "close": profile.close,
    "getmycommands": profile.get_my_commands,
    "setmycommands": profile.set_my_commands,
    "deletemycommands": profile.delete_my_commands,
    "getmyname": profile.get_my_name,
    "setmyname": profile.set_my_name,
    "getmydescription": profile.get_my_description,
    "setmydescription": profile.set_my_description,
    "getmyshortdescription": profile.get_my_short_description,
    "setmyshortdescription": profile.set_my_short_description,
    "getchatmenubutton": profile.get_chat_menu_button,
    "setchatmenubutton": profile.set_chat_menu_button,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "senddocument": sending.send_document,
    "sendphoto": sending.send_photo,
    "sendvenue": sending.send_venue,
    "sendlocation": sending.send_location,
    "copymessage": sending.copy_message,
    "forwardmessage": sending.forward_message,
    "editmessagetext": editing.edit_message_text,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "getfile": files.get_file,
    "getchat": chats.get_chat,
    "sendchataction": chats.send_chat_action,
    "answercallbackquery": chats.answer_callback_query,
}


@cache
def known_methods() -> frozenset[str]:
    """Return the lower-case names of all methods python-telegram-bot can call."""
    from telegram import Bot  # noqa: PLC0415  half a second that only a call of an unknown method needs

    names = {name for name, _ in inspect.getmembers(Bot, inspect.iscoroutinefunction)}
    # Methods stand there as sendMessage and send_message; "close" is the one without a second word.
    return frozenset({name.lower() for name in names if name != name.lower() and "_" not in name} | {"close"})
