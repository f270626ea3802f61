"""Which language to answer in: follow the person, never flip-flop, and offer instead of deciding for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from nlu.language import Detection

SURE = 0.9


@dataclass(frozen=True, slots=True)
class Tongue:
    """The decision: `answer` in it, remember `language` and `other`, put `offer` on a button.

    `unspoken` is a language the message was written in that we do not speak.
    """

    answer: str
    language: str | None
    other: str | None = None
    offer: str | None = None
    unspoken: str | None = None


def choose_tongue(
    detection: Detection,
    *,
    language: str | None,
    chosen: bool,
    other: str | None,
    fallback: str | None,
    spoken: Container[str],
) -> Tongue:
    """Decide for one message.

    `language` is the conversation's so far (`chosen` by button or not), `other` the different language seen
    in the message before, `fallback` what Telegram's setting suggests. A language somebody chose never
    changes by itself; another one changes on two sure words or on the second sure message in a row.
    """
    detected = detection.language
    present = language or (fallback if fallback in spoken else None) or "de"
    if detected is None or detected == language:
        return Tongue(present, language)
    if detected not in spoken:
        return Tongue(present, language, unspoken=detected)
    sure = detection.confidence >= SURE
    if language is None:
        return Tongue(detected, detected, offer=None if sure or fallback == detected else fallback)
    if not chosen and sure and (detection.words > 1 or other == detected):
        return Tongue(detected, detected, offer=language)
    return Tongue(language, language, other=detected if sure else None, offer=detected)
