"""Texts that do not fit a message of Telegram."""

from __future__ import annotations

from bot.content.sentences.template import Sentence

TEXTS: dict[str, Sentence] = {
    "topic-too-long": Sentence(
        "Titel, Antwort und „more“ haben bei „{language}“ zusammen {length} Zeichen, erlaubt sind "
        "{limit}. Kürzen Sie den Text.",
        "Title, answer and “more” have {length} characters at “{language}”, {limit} are allowed. Shorten "
        "the text.",
    ),
    "insecure-link": Sentence(
        "Der Link „{value}“ im Text ist nicht sicher. {hint} Schreiben Sie ihn mit https:// unter links, "
        "dann wird er eine Taste.",
        "The link “{value}” in the text is not safe. {hint} Write it with https:// below links, then it "
        "becomes a button.",
    ),
}
