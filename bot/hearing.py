"""What a message means: its language, its topic, and how sure we are. Needs no database and no network."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.replies.journeys import LABELS
from nlu.language import Detection, conversation_prior
from nlu.outcome import Understanding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nlu.language import LanguageDetector
    from nlu.understand import Understander

# of an appointment or a request, with whatever dash the phone makes; the recogniser knows words only
CODE = re.compile(r"[wa]\s?[-\u2010-\u2015\u2212]\s?[a-z0-9]{4}", re.IGNORECASE)
BY_CODE = Understanding("my-appointments", 1.0, "answer")


@dataclass(frozen=True, slots=True)
class Heard:
    """A message understood: which language it is in and which topic or journey it asks for."""

    detection: Detection
    understanding: Understanding

    @property
    def outcome(self) -> str:
        """`answer`, `journey`, `choices`, `no-answer` or `emergency`, as `ask --json` prints it."""
        understood = self.understanding
        if understood.outcome == "answer" and understood.topic in LABELS:
            return "journey"
        return understood.outcome

    def without_journey(self) -> Heard:
        """The same, but nothing is begun: for languages nobody has taught us, where we can only guess."""
        if self.outcome != "journey":
            return self
        return replace(self, understanding=replace(self.understanding, outcome="no-answer"))


def hear(
    detector: LanguageDetector,
    understander: Understander,
    text: str,
    *,
    language: str | None = None,
    language_code: str | None = None,
) -> Heard:
    """Detect and recognise; `language` is the conversation's so far, `language_code` Telegram's setting."""
    last: Mapping[str, float] | None = {language: 1.0} if language else None
    detection = detector.detect(text, conversation_prior(last, language_code))
    return Heard(detection, BY_CODE if CODE.fullmatch(text.strip(" .!")) else understander.understand(text))
