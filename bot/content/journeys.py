"""The journeys a button in content may lead to, beside the topics."""

from __future__ import annotations

JOURNEYS = (
    "book-appointment",
    "cancel-appointment",
    "move-appointment",
    "my-appointments",
    "ask-guide",
    "ask-interpreter",
    "change-language",
    "privacy",
    "human",
    "help",
    "greeting",
    "thanks",
    "goodbye",
)
