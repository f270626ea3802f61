"""One question answered without a conversation, a database or a network: what `zuhause ask` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.hearing import hear
from bot.replies.journeys import LABELS
from bot.replies.topics import plain_answer
from bot.texts import without_marks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.content.schema import Content
    from bot.hearing import Heard
    from bot.texts import Say
    from nlu.language import LanguageDetector
    from nlu.understand import Understander


@dataclass(frozen=True, slots=True)
class Asked:
    """The contract of `ask --json`, key by key."""

    text: str
    language: str | None
    language_confidence: float
    topic: str | None
    confidence: float
    outcome: str
    choices: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Content and understanding, asked again and again."""

    content: Content
    understander: Understander
    detector: LanguageDetector
    voices: Mapping[str, Say]

    def ask(self, text: str, language_hint: str | None = None) -> Asked:
        """Answer one message; `language_hint` counts as the conversation's language so far."""
        heard = hear(self.detector, self.understander, text, language=language_hint)
        understood = heard.understanding
        language = heard.detection.language or language_hint
        return Asked(
            text,
            language,
            round(heard.detection.confidence, 4),
            understood.topic,
            round(understood.confidence, 4),
            heard.outcome,
            understood.choices,
            self._answer(heard, self.voices.get(language or "de", self.voices["de"])),
        )

    def _answer(self, heard: Heard, say: Say) -> str:
        name = heard.understanding.topic or ""
        topic, journey = self.content.topics.get(name), LABELS.get(name)
        match heard.outcome:
            case "answer" | "emergency" if topic:
                return plain_answer(say, topic)
            case "journey" if journey:
                return without_marks(say(journey))
            case "choices":
                return without_marks(say("Was meinen Sie? Bitte tippen Sie darauf."))
            case _:
                return without_marks(
                    say("Dazu habe ich keine geprüfte Antwort. Diese Menschen helfen Ihnen:")
                )
