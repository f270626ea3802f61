"""What a handler is given: Telegram's update, and the office behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from telegram.ext import Application, CallbackContext, ExtBot

from bot.conversation import Visitor
from bot.services import Services

if TYPE_CHECKING:
    from telegram import Update

    OfficeApplication = Application[
        ExtBot[None], "OfficeContext", dict[Any, Any], dict[Any, Any], Services, None
    ]


class OfficeContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], Services]):
    """Telegram's context with our services in it, by name and typed."""

    @property
    def services(self) -> Services:
        """Database, content, understanding, voices, clock."""
        return self.bot_data

    @property
    def argument(self) -> str:
        """What stood behind the action of the tapped button: for `topic/housing` it is `housing`."""
        return self.matches[0].group(1) if self.matches else ""


def visitor(update: Update) -> Visitor:
    """Who wrote or tapped. Every handler is reached from a private chat only."""
    if update.effective_chat is None or update.effective_user is None:
        raise ValueError("an update without a person reached a handler")
    return Visitor(update.effective_chat.id, update.effective_user.language_code, update.update_id)
