"""Checking markups. Inline keyboards are kept as the Bot API's rows of buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.errors import Json, bad_request, not_emulated
from sandbox.links import button_url
from sandbox.reply_keyboard import ReplyKeyboard, below_chat
from sandbox.text import clean, utf16_length

if TYPE_CHECKING:
    from sandbox.params import Params

Keyboard = list[list[Json]]
_OTHER_KINDS = {
    "callback_game", "login_url", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "web_app",
}  # fmt: skip


def reply_markup(params: Params) -> Keyboard | ReplyKeyboard:
    """Return the rows of an inline keyboard (empty without a markup) or what is to stand below the chat.

    Raises:
        ApiError: 400 with Telegram's reason, 501 for kinds of buttons the sandbox does not know.
    """
    markup = params.json("reply_markup", "reply keyboard markup", dict)
    if markup is None:
        return []
    below, rows = below_chat(markup), _inline_rows(markup)
    return below or ([] if markup.get("keyboard") else rows)


def inline_keyboard(params: Params) -> Keyboard:
    """Return the rows for an edited message, which can have no other markup.

    Raises:
        ApiError: as above.
    """
    markup = reply_markup(params)
    if isinstance(markup, ReplyKeyboard):
        raise bad_request("inline keyboard expected")
    return markup


def _inline_rows(markup: Json) -> Keyboard:
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if sum(map(len, keyboard)) > 100 or any(len(row) > 8 for row in keyboard):
        raise bad_request("reply markup is too long")
    return keyboard


def shown(keyboard: Keyboard) -> list[list[Json]]:
    """Return the rows as the chat page reads them: text and data, url or copy."""
    return [[_shown(button) for button in row] for row in keyboard]


def _shown(button: Json) -> Json:
    view: Json = {"text": button["text"]}
    if "callback_data" in button:
        return view | {"data": button["callback_data"]}
    return view | ({"url": button["url"]} if "url" in button else {"copy": button["copy_text"]["text"]})


def _button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    kept: Json = {"text": clean(button["text"])}
    if not kept["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    kept |= {key: button[key] for key in ("style",) if button.get(key)}
    if button.get("url"):
        return kept | {"url": button_url(str(button["url"]))}
    if button.get("callback_data"):
        return kept | {"callback_data": _callback_data(str(button["callback_data"]))}
    if "copy_text" in button:
        return kept | {"copy_text": {"text": _copy_text(button["copy_text"])}}
    if button.keys() & _OTHER_KINDS:
        raise not_emulated(f"buttons with {', '.join(sorted(button.keys() & _OTHER_KINDS))}")
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _callback_data(data: str) -> str:
    if len(data.encode()) > 64:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def _copy_text(copy: object) -> str:
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str):
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    cleaned = clean(text)
    if not 1 <= utf16_length(cleaned) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return cleaned
