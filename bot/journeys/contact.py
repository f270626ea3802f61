"""Somebody's own name and number, given by the messenger's key: which journey asked, and what it does.

A journey that asks shows `replies.contact.ask_contact` and enters two functions of its own in `ASKING`.
Whether it waits stands in the database like all its state, so that a restart between question and answer is
harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.journeys import booking, requests
from bot.replies.contact import ask_contact, keys_are_old
from bot.replies.general import menu

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.conversation import Conversation
    from bot.reply import Reply


@dataclass(frozen=True, slots=True, repr=False)
class Contact:
    """A name as its owner writes it, and a phone number; neither shows in a log by mistake."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Asking:
    """What a journey does with the answer; None is "without a number".

    It `waits` from its question until it ends, not until the first answer: after a crash the same answer is
    given again and must get the same replies. The first reply takes the keys below the chat away
    (`contact_taken`, `contact_skipped`), the next step follows.
    """

    waits: Callable[[Conversation], Awaitable[bool]]
    take: Callable[[Conversation, Contact | None], Awaitable[list[Reply]]]


# In the order in which they are asked: each waits as long as what it asks for is kept.
ASKING: dict[str, Asking] = {
    "booking": Asking(booking.waits_for_number, booking.take_number),
    "requests": Asking(requests.waits_for_number, requests.take_number),
}


async def take(chat: Conversation, name: str, phone: str) -> list[Reply]:
    """Give the person's own name and number to the journey that waits for it."""
    return await _answer(chat, Contact(name, phone))


async def skip(chat: Conversation) -> list[Reply]:
    """Go on without a number."""
    return await _answer(chat, None)


async def ask_again(chat: Conversation) -> Reply | None:
    """The question once more, after an answer that is none; None if nobody waits for one."""
    return ask_contact(chat.say) if await _waiting(chat) else None


async def _answer(chat: Conversation, contact: Contact | None) -> list[Reply]:
    if asking := await _waiting(chat):
        return await asking.take(chat, contact)
    return [keys_are_old(chat.say), menu(chat.content, chat.say)]


async def _waiting(chat: Conversation) -> Asking | None:
    for asking in ASKING.values():
        if await asking.waits(chat):
            return asking
    return None
