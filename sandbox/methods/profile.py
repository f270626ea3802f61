"""Methods about the bot itself: who it is, its commands, names, descriptions and menu buttons.

How long names and descriptions may be is Telegram's public documentation; the texts of these four errors
are assumed, since the checks run on servers whose source is not public.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sandbox.account import EVERYONE, Scope
from sandbox.errors import bad_request
from sandbox.methods.lookup import chat_of
from sandbox.text import clean

if TYPE_CHECKING:
    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.params import Params

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_CHAT_ID = re.compile(r"-?[0-9]{1,18}")
_GENERAL_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}


async def get_me(core: Telegram, _: Params) -> Json:
    """Return the bot's User with its abilities."""
    abilities = {
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return {"result": core.account.as_user | abilities}


async def log_out(_: Telegram, __: Params) -> Json:
    """Agree to leave for another server; the sandbox goes on serving."""
    return {"result": True}


async def close(_: Telegram, __: Params) -> Json:
    """Agree to be moved to another server; the sandbox goes on serving."""
    return {"result": True}


async def get_my_commands(core: Telegram, params: Params) -> Json:
    """Return the commands of exactly this scope and language."""
    return {"result": core.account.commands.get((_scope(core, params), _language(params)), [])}


async def set_my_commands(core: Telegram, params: Params) -> Json:
    """Set the commands of a scope and language."""
    commands = params.json("commands", "commands", list) or []
    scope, language = _scope(core, params), _language(params)
    checked = [_command(command) for command in commands]
    if len(checked) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    core.account.commands[scope, language] = checked
    _tell_everybody(core)
    return {"result": True}


async def delete_my_commands(core: Telegram, params: Params) -> Json:
    """Forget the commands of a scope and language."""
    core.account.commands.pop((_scope(core, params), _language(params)), None)
    _tell_everybody(core)
    return {"result": True}


async def get_my_name(core: Telegram, params: Params) -> Json:
    """Return the name in a language, else the general one."""
    return _get(core.account.names | {"": core.account.as_user["first_name"]}, params, "name")


async def set_my_name(core: Telegram, params: Params) -> Json:
    """Set the name in a language."""
    return _set(core.account.names, params, "name", 64, "BOT_TITLE_INVALID")


async def get_my_description(core: Telegram, params: Params) -> Json:
    """Return what an empty chat shows in a language, else the general text."""
    return _get(core.account.descriptions, params, "description")


async def set_my_description(core: Telegram, params: Params) -> Json:
    """Set what an empty chat shows in a language."""
    return _set(core.account.descriptions, params, "description", 512, "BOT_DESCRIPTION_TOO_LONG")


async def get_my_short_description(core: Telegram, params: Params) -> Json:
    """Return what the profile shows in a language, else the general text."""
    return _get(core.account.short_descriptions, params, "short_description")


async def set_my_short_description(core: Telegram, params: Params) -> Json:
    """Set what the profile shows in a language."""
    return _set(core.account.short_descriptions, params, "short_description", 120, "ABOUT_TOO_LONG")


async def get_chat_menu_button(core: Telegram, params: Params) -> Json:
    """Return the menu button of a chat, else the general one."""
    buttons = core.account.menu_buttons
    chat = params.integer("chat_id") or None
    return {"result": buttons.get(chat) or buttons.get(None) or {"type": "commands"}}


async def set_chat_menu_button(core: Telegram, params: Params) -> Json:
    """Set the menu button of a chat, or of all."""
    button = params.json("menu_button", "menu button", dict) or {"type": "default"}
    if button.get("type") not in {"default", "commands", "web_app"}:
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    chat = chat_of(core, params).person.user if params.text("chat_id") else None
    core.account.menu_buttons[chat] = button
    return {"result": True}


def _tell_everybody(core: Telegram) -> None:
    for chat in core.chats.values():
        chat.touch()


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _get(texts: dict[str, str], params: Params, name: str) -> Json:
    language = _language(params)
    return {"result": {name: texts.get(language) or texts.get("", "")}}


def _set(texts: dict[str, str], params: Params, name: str, limit: int, too_long: str) -> Json:
    language, text = _language(params), clean(params.text(name)).strip()
    if len(text) > limit:
        raise bad_request(too_long)
    texts[language] = text
    return {"result": True}


def _scope(core: Telegram, params: Params) -> Scope:
    scope = params.json("scope", "BotCommandScope", dict)
    if scope is None:
        return EVERYONE
    kind = str(scope.get("type"))
    if kind in _GENERAL_SCOPES:
        return kind, None
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    chat = str(scope.get("chat_id", ""))
    if not chat:
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    if not _CHAT_ID.fullmatch(chat) or core.find(int(chat)) is None:
        raise bad_request("chat not found")
    return kind, int(chat)


def _command(command: object) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    name = clean(str(command.get("command", ""))).strip().removeprefix("/")
    description = clean(str(command.get("description", ""))).strip()
    if not name:
        raise bad_request("command must be non-empty")
    if len(name) > 32:
        raise bad_request("command length must not exceed 32")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
