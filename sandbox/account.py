"""The bot's own account: its names, commands, menu buttons and the taps it has not answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.errors import Json
    from sandbox.people import Person

Scope = tuple[str, int | None]
EVERYONE: Scope = ("default", None)
PRIVATE: Scope = ("all_private_chats", None)


@dataclass(frozen=True, slots=True)
class Tap:
    """An unanswered callback query."""

    user: int
    message_id: int
    data: str
    at: datetime


@dataclass(slots=True)
class Account:
    """What Telegram keeps about the bot."""

    bot_id: int = 1
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    next_tap: int = 7_000_000_001

    @property
    def as_user(self) -> Json:
        """The Bot API's User for the bot."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": self.names.get("") or "Sandbox",
            "username": "sandbox_bot",
        }

    def open_tap(self, tap: Tap) -> str:
        """Note a tap that waits for its answer and return its callback query id."""
        query_id = str(self.next_tap)
        self.next_tap += 1
        self.taps[query_id] = tap
        return query_id

    def membership(self, person: Person, *, blocked: bool, date: int) -> Json:
        """The Bot API's ChatMemberUpdated: somebody has blocked the bot or let it in again."""
        left: Json = {"status": "kicked", "user": self.as_user, "until_date": 0}
        member: Json = {"status": "member", "user": self.as_user}
        return {
            "chat": person.as_chat,
            "from": person.as_user,
            "date": date,
            "old_chat_member": member if blocked else left,
            "new_chat_member": left if blocked else member,
        }

    def commands_for(self, user: int, language: str) -> list[Json]:
        """Return the commands a person sees: chat before private chats before all, language first."""
        for scope in (("chat", user), PRIVATE, EVERYONE):
            for code in (language, ""):
                if (scope, code) in self.commands:
                    return self.commands[scope, code]
        return []
