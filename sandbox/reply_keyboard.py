"""Reply keyboards: the keys below a chat, their removal, and answers that are asked for.

Checks and texts are those of tdlib/telegram-bot-api (Client.cpp) and tdlib/td (ReplyMarkup.cpp).
"""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.errors import ApiError, Json, bad_request, not_emulated
from sandbox.text import clean, utf16_length

MOST_IN_A_ROW, MOST = 12, 300  # what is more is left out silently, as by Telegram
LONGEST_PLACEHOLDER = 64
STYLES = {"", "default", "primary", "danger", "success"}
_OTHER_KINDS = {
    "icon_custom_emoji_id", "request_chat", "request_managed_bot", "request_poll", "request_user",
    "request_users", "web_app",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplyKeyboard:
    """What a message has put below its chat; without rows there are no keys.

    With `answers` the person's next message is a reply to the message `message_id`.
    """

    rows: tuple[tuple[Json, ...], ...] = ()
    one_time: bool = False
    resized: bool = False
    placeholder: str = ""
    answers: bool = False
    message_id: int = 0

    @property
    def view(self) -> Json:
        """The keys as tests read them: {"rows": [[{"text", "contact"}]], "one_time"}."""
        return {"rows": [list(row) for row in self.rows], "one_time": self.one_time}

    @property
    def full_view(self) -> Json:
        """The same with what only the chat page needs."""
        return self.view | {"resized": self.resized, "placeholder": self.placeholder}

    def key(self, text: str) -> Json | None:
        """Return the first key with this text."""
        return next((key for row in self.rows for key in row if key["text"] == text), None)


NO_KEYS = ReplyKeyboard()


def below_chat(markup: Json) -> ReplyKeyboard | None:
    """Return what a markup puts below the chat: keys, nothing (their removal), or the wish for an answer.

    None leaves everything as it is.

    Raises:
        ApiError: 400 with Telegram's reason, 501 for kinds of keys the sandbox does not know.
    """
    rows, has_rows = _rows(markup), bool(markup.get("keyboard"))
    flag(markup, "selective")  # means something in groups only
    removes, forces = flag(markup, "remove_keyboard"), flag(markup, "force_reply")
    placeholder = _placeholder(markup)
    if has_rows:
        one_time, resized = flag(markup, "one_time_keyboard"), flag(markup, "resize_keyboard")
        flag(markup, "is_persistent")  # the page never hides keys by itself
        return ReplyKeyboard(rows, one_time, resized, placeholder) if rows else None
    if markup.get("inline_keyboard"):
        return None
    if removes:
        return NO_KEYS
    return ReplyKeyboard(placeholder=placeholder, answers=True) if forces else None


def flag(fields: Json, name: str) -> bool:
    """Return a yes or no, no by default.

    Raises:
        ApiError: 400 for anything else.
    """
    value = fields.get(name, False)
    if not isinstance(value, bool):
        raise bad_request(f'field "{name}" must be of type Boolean')
    return value


def _rows(markup: Json) -> tuple[tuple[Json, ...], ...]:
    rows = markup.get("keyboard", [])
    if not isinstance(rows, list):
        raise bad_request('field "keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" must be an Array of Arrays')
    checked = [[key for button in row if (key := _key(button))] for row in rows]
    kept, room = [], MOST
    for row in checked:
        kept.append(tuple(row[: min(MOST_IN_A_ROW, room)]))
        room -= len(kept[-1])
    return tuple(row for row in kept if row)


def _key(button: object) -> Json | None:
    """Return {"text", "contact"}; None for a key without a text, which Telegram leaves out."""
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _unreadable("KeyboardButton must be a String or an Object")
    text, contact = _text(button), _contact(button)
    if not text:
        return None
    cleaned = clean(text)
    if not cleaned.strip():
        raise bad_request("keyboard button text must be non-empty")
    return {"text": cleaned, "contact": contact}


def _text(button: Json) -> str:
    if "text" not in button:
        raise _unreadable('Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise _unreadable('Field "text" must be of type String')
    return button["text"]


def _contact(button: Json) -> bool:
    """Whether the key sends the person's own number; other kinds are refused."""
    if str(button.get("style", "")).lower() not in STYLES:
        raise _unreadable("invalid button style specified")
    for name in ("request_contact", "request_location"):
        if not isinstance(button.get(name, False), bool):
            raise _unreadable(f'Field "{name}" must be of type Boolean')
    kinds = button.keys() & _OTHER_KINDS
    if button.get("request_location"):
        kinds |= {"request_location"}
    if kinds and not button.get("request_contact"):
        raise not_emulated(f"keys with {', '.join(sorted(kinds))}")
    return bool(button.get("request_contact"))


def _unreadable(reason: str) -> ApiError:
    return bad_request(f"can't parse keyboard button: {reason}")


def _placeholder(markup: Json) -> str:
    text = markup.get("input_field_placeholder", "")
    if not isinstance(text, str):
        raise bad_request('field "input_field_placeholder" must be of type String')
    if utf16_length(text) > LONGEST_PLACEHOLDER:
        raise not_emulated("placeholders of more than 64 characters")  # what Telegram says is not public
    return clean(text)
