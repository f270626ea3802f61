"""From ranked topics to what is said: an answer, two or three choices, or an honest "I don't know"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import yaml

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nlu.recogniser import Ranked

Outcome = Literal["answer", "choices", "no-answer", "emergency"]
EMERGENCY = "emergency"
OUT_OF_SCOPE = frozenset({"out-of-scope", "out_of_scope", "oos"})
_FEWEST_CHOICES, _MOST_CHOICES = 2, 3


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a message means. `topic` is the likeliest one even where it is not sure enough to be answered."""

    topic: str | None
    confidence: float
    outcome: Outcome
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Confidences from 0 to 1, fitted by `benchmarks/fit_thresholds.py`.

    `answer`: the first topic is answered from here. `offer`: choices are offered if the first two or three
    topics together reach this. `choice`: what the third choice needs. `emergency`: danger from here.
    `temperature`: the divisor of scores these were fitted with; without it training looks for its own.
    """

    answer: float
    offer: float
    choice: float
    emergency: float
    temperature: float | None = None


def load_thresholds(file: Path) -> Thresholds:
    """Read `thresholds.yml`, a part of the program: a fault in it is an exception of yaml or a TypeError."""
    return Thresholds(**yaml.safe_load(file.read_text(encoding="utf-8")))


def decide(ranking: Sequence[Ranked], thresholds: Thresholds) -> Understanding:
    """Turn a ranking, the likeliest first, into one of the outcomes."""
    danger = next((ranked for ranked in ranking if ranked.topic == EMERGENCY), None)
    if danger and (danger.confidence >= thresholds.emergency or danger is ranking[0]):
        return Understanding(EMERGENCY, danger.confidence, "emergency")
    known = [ranked for ranked in ranking if ranked.topic not in OUT_OF_SCOPE and ranked.topic != EMERGENCY]
    if not known:
        return Understanding(None, 0.0, "no-answer")
    first = known[0]
    if first is ranking[0] and first.confidence >= thresholds.answer:
        return Understanding(first.topic, first.confidence, "answer")
    likely = [ranked for ranked in known[:_MOST_CHOICES] if ranked.confidence >= thresholds.choice]
    offered = max(likely, known[:_FEWEST_CHOICES], key=len)
    if len(offered) >= _FEWEST_CHOICES and sum(ranked.confidence for ranked in offered) >= thresholds.offer:
        return Understanding(
            first.topic, first.confidence, "choices", tuple(ranked.topic for ranked in offered)
        )
    return Understanding(first.topic, first.confidence, "no-answer")
