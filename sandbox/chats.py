"""What a person sees: the messages of a private chat and everything that changes in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sandbox.errors import SandboxError
from sandbox.markup import Keyboard, shown
from sandbox.reply_keyboard import NO_KEYS, ReplyKeyboard
from sandbox.wake import Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.errors import Json
    from sandbox.people import Person

TYPING = timedelta(seconds=5)
ALERT = timedelta(seconds=10)
_MEDIA = ("location", "voice", "sticker")


@dataclass(slots=True)
class Message:
    """One message; `content` holds the Bot API's fields (text, entities, document, …).

    A message that put something below its chat is `fixed`: Telegram edits it no more.
    """

    message_id: int
    from_bot: bool
    date: int
    content: Json
    keyboard: Keyboard = field(default_factory=list)
    edit_date: int | None = None
    answered: list[str] = field(default_factory=list)
    version: int = 0
    fixed: bool = False

    @property
    def view(self) -> Json:
        """The message as the chat page and tests read it.

        {"message_id", "from": "bot" or "user", "text", "entities", "buttons": [[{"text", and "data", "url"
        or "copy"}]], "edited"}, and where they apply "document": the Bot API's Document with "name", "size"
        in bytes and "url" to fetch it, "photo": the largest PhotoSize with "url", "contact": {"name",
        "phone"}, "venue": {"title", "address", "latitude", "longitude"}, "media": "photo", "voice",
        "sticker", "location" or "contact". The caption of a document or photo is "text".
        """
        content = self.content
        view: Json = {
            "message_id": self.message_id,
            "from": "bot" if self.from_bot else "user",
            "text": content.get("text", content.get("caption", "")),
            "entities": content.get("entities", content.get("caption_entities", [])),
            "buttons": shown(self.keyboard),
            "edited": self.edit_date is not None,
        }
        return view | _attached(content)

    @property
    def changed_view(self) -> Json:
        """The same with what only a live page needs."""
        view = self.view | {"version": self.version, "date": self.date}
        return view | ({"answered_taps": self.answered} if self.answered else {})


def _attached(content: Json) -> Json:
    if "document" in content:
        file = content["document"]
        return {
            "document": {**file, "name": file["file_name"], "size": file["file_size"], "url": _link(file)}
        }
    if "photo" in content:
        largest = content["photo"][-1]
        return {"media": "photo", "photo": {**largest, "url": _link(largest)}}
    if "venue" in content:
        place = content["venue"]
        return {"venue": {"title": place["title"], "address": place["address"], **place["location"]}}
    if "contact" in content:
        person = content["contact"]
        return {
            "media": "contact",
            "contact": {"name": person["first_name"], "phone": person["phone_number"]},
        }
    kind = next((kind for kind in _MEDIA if kind in content), None)
    return {"media": kind} if kind else {}


def _link(file: Json) -> str:
    return f"/sandbox/files/{file['file_id']}"


class Chat:
    """The private chat of one person; `version` grows with every change."""

    def __init__(self, person: Person, now: Callable[[], datetime]) -> None:
        self.person = person
        self.messages: dict[int, Message] = {}
        self.started = False
        self.blocked = False
        self.version = 0
        self.reply_keyboard = NO_KEYS
        self._now = now
        self._signal = Signal()
        self._deleted: list[tuple[int, int]] = []
        self._alerts: list[tuple[int, datetime, Json]] = []
        self._typing_until: datetime | None = None

    def add(self, message: Message) -> None:
        """Add a message; the bot's ends its typing."""
        self.messages[message.message_id] = message
        if message.from_bot:
            self._typing_until = None
        self.mark(message)

    def mark(self, message: Message) -> None:
        """Note that a message changed."""
        self.touch()
        message.version = self.version

    def delete(self, message_id: int) -> None:
        """Take a message away."""
        del self.messages[message_id]
        if message_id == self.reply_keyboard.message_id:
            self.reply_keyboard = NO_KEYS
        self.touch()
        self._deleted.append((self.version, message_id))

    def put_below(self, keyboard: ReplyKeyboard, message: Message) -> None:
        """Let a message of the bot change the keys below the chat."""
        self.reply_keyboard = replace(keyboard, message_id=message.message_id)
        self.touch()

    def press(self, text: str) -> Json:
        """Press the key with this text and return it; keys for one time are gone then.

        Raises:
            SandboxError: if there is no such key.
        """
        key = self.reply_keyboard.key(text)
        if key is None:
            raise SandboxError(f"There is no key {text!r} below the chat of {self.person.user}.")
        if self.reply_keyboard.one_time:
            self.reply_keyboard = NO_KEYS
            self.touch()
        return key

    def take_question(self) -> Message | None:
        """Return the message to which the person's next one is the answer, if one asked for it; once."""
        if not self.reply_keyboard.answers:
            return None
        asked, self.reply_keyboard = self.messages[self.reply_keyboard.message_id], NO_KEYS
        return asked

    def show_typing(self) -> None:
        """Show "typing …" for five seconds or until the bot's next message."""
        self._typing_until = self._now() + TYPING
        self.touch()

    def alert(self, text: str, *, show_alert: bool) -> None:
        """Show a notice over the chat, as the answer to a tap."""
        self.touch()
        self._alerts.append((self.version, self._now(), {"text": text, "show_alert": show_alert}))

    def touch(self) -> None:
        """Count a change and wake those who watch."""
        self.version += 1
        self._signal.fire()

    def changes(self, after: int) -> Json:
        """Return what changed since that version; a version from the future starts anew.

        {"version", "typing", "messages": [views with "version", "date" in unix seconds and "answered_taps"],
        "deleted": [ids], "keyboard": what stands below the chat now, "alerts": [{"text", "show_alert"}]}
        """
        after = after if after <= self.version else 0
        changed = [message for message in self.messages.values() if message.version > after]
        recent = self._now() - ALERT
        return {
            "version": self.version,
            "typing": self._typing_for() > 0,
            "messages": [message.changed_view for message in changed],
            "deleted": [message_id for version, message_id in self._deleted if version > after],
            "keyboard": self.reply_keyboard.full_view,
            "alerts": [alert for version, at, alert in self._alerts if version > after and at > recent],
        }

    async def wait(self, after: int, seconds: float) -> None:
        """Return when there is something newer than `after`, when typing ends, or after `seconds`."""
        if self.version != after:
            return
        typing = self._typing_for()
        await self._signal.wait(min(seconds, typing) if typing > 0 else seconds)

    def _typing_for(self) -> float:
        return (self._typing_until - self._now()).total_seconds() if self._typing_until else 0.0
