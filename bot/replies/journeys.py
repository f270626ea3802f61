"""The journeys by id (the recogniser's intents that are no topics) and what their buttons say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.reply import Button
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from bot.content.schema import Content
    from bot.texts import Say

LABELS = {
    "book-appointment": mark("📅 Termin buchen"),
    "my-appointments": mark("🗓 Meine Termine"),
    "cancel-appointment": mark("❌ Termin absagen"),
    "move-appointment": mark("🔁 Termin ändern"),
    "ask-guide": mark("🧭 Behördenlotsen anfragen"),
    "ask-interpreter": mark("🗣 Dolmetscher anfragen"),
    "change-language": mark("🌐 Sprache ändern"),
    "privacy": mark("🔒 Datenschutz"),
    "human": mark("👤 Mit einem Menschen sprechen"),
    "help": mark("❓ Was kann ich fragen?"),
    "greeting": mark("👋 Hallo"),
    "thanks": mark("🙏 Danke"),
    "goodbye": mark("👋 Auf Wiedersehen"),
}
MENU = mark("☰ Alle Themen")


def offer(content: Content, say: Say, identifier: str) -> Button | None:
    """A button to a topic or a journey, by id."""
    if topic := content.topics.get(identifier):
        return Button(f"{topic.icon} {say.pick(topic.title)}".strip(), action=f"topic/{identifier}")
    return journey_button(say, identifier) if identifier in LABELS else None


def journey_button(say: Say, identifier: str) -> Button:
    """A button to a journey of `LABELS`."""
    return Button(say(LABELS[identifier]), action=f"journey/{identifier}")


def menu_button(say: Say) -> Button:
    """Back to all topics."""
    return Button(say(MENU), action="menu")
