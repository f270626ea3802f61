"""What a language detector answers, and what it must be able to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


# Our fourteen languages, then those we recognise without speaking them (`sh`: Serbian, Croatian, Bosnian).
RECOGNISED = (
    "de", "en", "uk", "ru", "ar", "fa", "ps", "tr", "kmr", "ckb", "ti", "so", "fr", "sq",
    "am", "ro", "pl", "sh", "bg", "mk", "ka", "ur", "it", "es", "pt", "nl", "cs", "hu", "el", "vi",
    "zh", "hi", "ta", "he", "hy", "th", "ko", "ja",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Detection:
    """The language of one message.

    `language` is one of `RECOGNISED`, or None when unsure. `confidence` is the calibrated probability of the
    most likely language, also where that was too low to name it. `probabilities` is empty when there was
    nothing to go by. `words` counts the words with letters that were judged.
    """

    language: str | None
    confidence: float
    probabilities: Mapping[str, float] = field(default_factory=dict)
    words: int = 0


NOTHING_TO_GO_BY = Detection(language=None, confidence=0.0)


class LanguageDetector(Protocol):
    """Names the language of a message; the same text and prior always give the same answer."""

    def detect(self, text: str, prior: Mapping[str, float] | None = None) -> Detection:
        """Judge `text`, whatever it holds; `prior` maps language tags to what the conversation suggests."""
        ...
