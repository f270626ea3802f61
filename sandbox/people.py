"""The people of the sandbox: those who stand ready for a demonstration, and how Telegram shows one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.errors import Json


@dataclass(slots=True)
class Person:
    """Somebody with Telegram; `language_code` is their app's language, if it tells."""

    user: int
    first_name: str
    language_code: str | None = None

    @property
    def as_user(self) -> Json:
        """The Bot API's User."""
        user: Json = {"id": self.user, "is_bot": False, "first_name": self.first_name}
        return user | {"language_code": self.language_code} if self.language_code else user

    @property
    def as_chat(self) -> Json:
        """The Bot API's Chat; a private chat has the person's id."""
        return {"id": self.user, "type": "private", "first_name": self.first_name}

    @property
    def as_row(self) -> Json:
        """What the chat page shows."""
        return {"user": self.user, "first_name": self.first_name, "language_code": self.language_code}


def demo_people() -> list[Person]:
    """Return the people the chat page offers; none of them has written yet."""
    return [
        Person(1001, "Amina", "ar"),
        Person(1002, "Oksana", "uk"),
        Person(1003, "John", "en"),
        Person(1004, "Erika", "de"),
        Person(1005, "Reza", "fa"),
        Person(1006, "Mehmet", "tr"),
        Person(1007, "Sam"),
    ]
