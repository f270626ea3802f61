"""What the bot says, before any messenger is involved: plain text and buttons, no markup."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Button:
    """Exactly one of `action` (comes back to us), `url` and `copy` (text for the clipboard) is set.

    `in_place` changes the message it stands under even where that message is to be kept.
    """

    text: str
    action: str | None = None
    url: str | None = None
    copy: str | None = None
    in_place: bool = False


@dataclass(frozen=True, slots=True)
class Venue:
    """A place on the map; coordinates in degrees (WGS 84)."""

    latitude: float
    longitude: float
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to take away, or a picture to show (PNG): its name with ending, and its bytes."""

    name: str
    data: bytes

    @property
    def is_picture(self) -> bool:
        """Whether it is shown at once instead of being downloaded."""
        return self.name.endswith(".png")


@dataclass(frozen=True, slots=True)
class CardText:
    """One half of a picture in two languages; `text` has a line for each sentence."""

    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class ContactQuestion:
    """Two keys below the chat: `share` sends the person's own name and number, `skip` just its text."""

    share: str
    skip: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message: a bold title, the text, a small note, rows of buttons; `language` gives its direction.

    With `keep` the message stays as it is when one of its buttons is tapped: somebody may need it again.
    A message carries one kind of keys: `ask_contact` takes the place of the buttons, and only a reply
    without either takes the keys below the chat away (`drop_keyboard`).
    """

    text: str
    language: str
    title: str = ""
    note: str = ""
    buttons: Rows = ()
    venues: tuple[Venue, ...] = ()
    attachment: Attachment | None = None
    keep: bool = False
    ask_contact: ContactQuestion | None = None
    drop_keyboard: bool = False

    @property
    def changes_keys(self) -> bool:
        """Whether it changes the keys below the chat, which only a new message can do."""
        return self.ask_contact is not None or (self.drop_keyboard and not self.buttons)


def rows(*buttons: Button | None) -> Rows:
    """One button a row; None is left out."""
    return tuple((button,) for button in buttons if button)


def grid(buttons: Iterable[Button], width: int) -> Rows:
    """Short buttons side by side, `width` a row."""
    listed = list(buttons)
    return tuple(tuple(listed[start : start + width]) for start in range(0, len(listed), width))
