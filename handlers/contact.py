"""The answers to "may we have your number?": Telegram's own key, and the one beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from telegram.ext import filters

from bot.conversation import converse
from bot.journeys.contact import ask_again, skip, take
from bot.replies.contact import SKIP
from bot.replies.general import only_text
from bot.texts import without_marks
from handlers.context import OfficeContext, visitor
from handlers.show import show

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Contact, Message, Update

    from bot.texts import Say


MOST_DIGITS = 15  # of a number with its country, by ITU-T E.164
MOST_BYTES = 192  # 64 letters of any script: sealed, it still fits its column


class Skips(filters.MessageFilter):
    """The key "without a number" sends just its text: ours in any language, pressed or typed."""

    def __init__(self, voices: Iterable[Say]) -> None:
        super().__init__()
        self._labels = frozenset(_bare(say(SKIP)) for say in voices)

    def filter(self, message: Message) -> bool:
        """Whether the message is that text."""
        return _bare(message.text or "") in self._labels


async def shared(update: Update, context: OfficeContext) -> None:
    """Take somebody's own number. Another person's is theirs to give: ask again, or read it as no text."""
    who, user, contact = visitor(update), update.effective_user, _contact(update)
    async with converse(context.services, who) as chat:
        if user and contact.user_id == user.id:
            replies = await take(
                chat, full_name(contact.first_name, contact.last_name), international(contact.phone_number)
            )
        else:
            replies = [await ask_again(chat) or only_text(chat.content, chat.say, chat.now())]
    await show(update, context, *replies)


async def skipped(update: Update, context: OfficeContext) -> None:
    """Go on without a number."""
    async with converse(context.services, visitor(update)) as chat:
        replies = await skip(chat)
    await show(update, context, *replies)


def international(phone: str) -> str:
    """The bare number with its plus, which some of Telegram's apps leave out."""
    digits = re.sub(r"[^0-9]", "", phone)[:MOST_DIGITS]
    return digits if phone.startswith("0") else f"+{digits}"


def _contact(update: Update) -> Contact:
    if update.effective_message is None or update.effective_message.contact is None:
        raise ValueError("an update without a contact reached its handler")
    return update.effective_message.contact


def full_name(first: str, last: str | None) -> str:
    """One line without direction marks, cut where no name reaches: a made-up app could send anything."""
    name = " ".join(without_marks(f"{first} {last or ''}").split())
    return name.encode()[:MOST_BYTES].decode(errors="ignore")


def _bare(text: str) -> str:
    return without_marks(text).strip().casefold()
