"""Asking for somebody's name and number by the messenger's own key, and thanking for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reply import ContactQuestion, Reply
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from bot.texts import Say

SHARE = mark("📱 Meine Nummer senden")
SKIP = mark("Ohne Nummer weiter")


def ask_contact(say: Say) -> Reply:
    """Which key to press, and what we learn by it; beside it stands the way on without."""
    text = say("Tippen Sie unten auf die Taste. Dann bekommen wir Ihren Namen und Ihre Telefonnummer.")
    return Reply(text, say.language, ask_contact=ContactQuestion(say(SHARE), say(SKIP)))


def contact_taken(say: Say) -> Reply:
    """We have it; the keys are no longer needed. The next step follows as a message of its own."""
    return Reply(say("Danke. Wir haben Ihre Nummer."), say.language, drop_keyboard=True)


def contact_skipped(say: Say) -> Reply:
    """All right without; a symbol needs no language, and Telegram a text to take the keys away with."""
    return Reply("✅", say.language, drop_keyboard=True)


def keys_are_old(say: Say) -> Reply:
    """Nobody waits for a number: we took none, and the keys go."""
    text = say("Diese Taste ist nicht mehr gültig. Bitte wählen Sie neu.")
    return Reply(text, say.language, drop_keyboard=True)
