"""A reply becomes Telegram's HTML and keyboard. The only place where text is escaped or split."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from unicodedata import category

from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.languages import BY_CODE
from bot.texts import readable

if TYPE_CHECKING:
    from bot.reply import Button, ContactQuestion, Reply, Rows

VERSION = "1:"  # callback data of another version is answered as an old button
KEPT = "+"  # behind the version: the message with this button is to be kept, the answer is a new one
CAPTION_LIMIT = 1000  # Telegram: 1024
LIMIT = 4000  # Telegram: 4096 UTF-16 units after its entities are taken out


def render(reply: Reply) -> list[str]:
    """HTML texts to send in order; nearly always one. The keyboard belongs to the last."""
    right_to_left = BY_CODE[reply.language].right_to_left
    parts = (reply.title, reply.text, reply.note)
    heading, body, note = (readable(part, right_to_left=right_to_left) for part in parts)
    title = [f"<b>{escape(heading, quote=False)}</b>"] if heading else []
    pieces = split(body, LIMIT - _units(heading) - _units(note))
    html = [escape(piece, quote=False) for piece in pieces]
    html[0] = "\n\n".join([*title, html[0]])
    if note:
        html[-1] += f"\n\n<i>{escape(note, quote=False)}</i>"
    return html


def caption_fits(reply: Reply) -> bool:
    """Whether all the words of the reply can stand below its file."""
    return sum(_units(part) for part in (reply.title, reply.text, reply.note)) <= CAPTION_LIMIT


def markup(reply: Reply) -> InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None:
    """What a new message brings along: its own buttons, keys below the chat, or their removal."""
    if reply.ask_contact:
        return _contact_keys(reply, reply.ask_contact)
    return ReplyKeyboardRemove() if reply.changes_keys else keyboard(reply)


def keyboard(reply: Reply) -> InlineKeyboardMarkup | None:
    """The message's own buttons; clients lay rows out from the left, so right-to-left ones are turned."""
    if not reply.buttons:
        return None
    turned = BY_CODE[reply.language].right_to_left
    rows: Rows = tuple(row[::-1] for row in reply.buttons) if turned else reply.buttons
    return InlineKeyboardMarkup([[_button(reply, button) for button in row] for row in rows])


def split(text: str, limit: int) -> list[str]:
    """Cut a long text at paragraph ends, else line ends, else spaces, else between two letters.

    Lengths are UTF-16 units, as Telegram counts. Only white space is lost; no piece is blank unless the text
    is, for Telegram would refuse it.
    """
    pieces: list[str] = []
    while _units(text) > limit:
        cut = _cut(text, limit)
        pieces.append(text[:cut].rstrip("\n"))
        text = text[cut:].lstrip("\n")
    return [piece for piece in [*pieces, text] if piece.strip()] or [text]


def _cut(text: str, limit: int) -> int:
    window = _first_units(text, limit)
    for mark in ("\n\n", "\n", " "):
        if (found := window.rfind(mark)) > 0 and window[:found].strip("\n"):
            return found + len(mark)
    places = (place for place in range(len(window), 0, -1) if not _joined(text, place))
    return next(places, len(window))


def _joined(text: str, place: int) -> bool:
    """Whether a cut here would take a vowel sign from its letter or part an emoji made of several."""
    return category(text[place])[0] == "M" or "\u200d" in text[place - 1 : place + 1]


def _first_units(text: str, limit: int) -> str:
    return text.encode("utf-16-le", "surrogatepass")[: limit * 2].decode("utf-16-le", "ignore")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _contact_keys(reply: Reply, question: ContactQuestion) -> ReplyKeyboardMarkup:
    share = KeyboardButton(_label(reply, question.share), request_contact=True)
    skip = KeyboardButton(_label(reply, question.skip))
    return ReplyKeyboardMarkup([[share], [skip]], resize_keyboard=True, one_time_keyboard=True)


def _label(reply: Reply, text: str) -> str:
    return readable(text, right_to_left=BY_CODE[reply.language].right_to_left)


def _button(reply: Reply, button: Button) -> InlineKeyboardButton:
    label = _label(reply, button.text)
    if button.copy:
        return InlineKeyboardButton(label, copy_text=CopyTextButton(button.copy))
    if button.url:
        return InlineKeyboardButton(label, url=button.url)
    kept = KEPT if reply.keep and not button.in_place else ""
    return InlineKeyboardButton(label, callback_data=f"{VERSION}{kept}{button.action}")
