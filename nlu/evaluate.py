"""How good is the recogniser on somebody's Rasa data? Trains on some files, asks about others, counts.

Out of scope is whatever bears one of the usual names (`OUT_OF_SCOPE`); everything else is in scope.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, Any

from nlu.examples import read_nlu
from nlu.outcome import OUT_OF_SCOPE
from nlu.recogniser import train_anew

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nlu.embedding import Progress
    from nlu.recogniser import Recogniser

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Judged:
    """One test message: what was meant, what was recognised, how surely."""

    intent: str
    topic: str
    confidence: float

    @property
    def in_scope(self) -> bool:
        """Whether there is a right topic for it."""
        return self.intent not in OUT_OF_SCOPE

    def answered(self, threshold: float) -> bool:
        """Whether a topic of ours is given as the answer."""
        return self.topic not in OUT_OF_SCOPE and self.confidence >= threshold


def evaluate(
    train_files: Sequence[Path],
    test_files: Sequence[Path],
    cache: Path,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Return the numbers of `nlu evaluate --json`; shares are 0 to 1, None where there is nothing to share.

    `accuracy`: right first topics among in-scope messages, whatever the confidence. Per threshold: the same
    with less sure topics counted as refused; out-of-scope messages refused; in-scope messages answered
    wrongly. `train_seconds` includes embeddings that `cache` does not hold, `ms_per_message` is a mean on one
    thread.

    Raises:
        NluFileError: a file cannot be read.
        TooFewTopicsError: the training files hold fewer than two intents.
    """
    examples = [example for file in train_files for example in read_nlu(file)]
    tests = [example for file in test_files for example in read_nlu(file)]
    started = perf_counter()
    recogniser = train_anew(examples, cache, progress)
    trained = perf_counter()
    judged = [_judge(recogniser, test.text, test.intent) for test in tests]
    asked = perf_counter()
    in_scope = [one for one in judged if one.in_scope]
    return {
        "accuracy": _share([one.topic == one.intent for one in in_scope]),
        "thresholds": [_at(threshold, judged) for threshold in THRESHOLDS],
        "ms_per_message": round((asked - trained) / max(1, len(tests)) * 1000, 3),
        "train_seconds": round(trained - started, 3),
        "messages": len(tests),
        "intents": len(recogniser.topics),
        "out_of_scope": len(judged) - len(in_scope),
        "degraded": recogniser.degraded,
    }


def _judge(recogniser: Recogniser, text: str, intent: str) -> Judged:
    first = recogniser.rank(text)[0]
    return Judged(intent, first.topic, first.confidence)


def _at(threshold: float, judged: Sequence[Judged]) -> dict[str, float | None]:
    inside = [one for one in judged if one.in_scope]
    return {
        "threshold": threshold,
        "accuracy": _share([one.answered(threshold) and one.topic == one.intent for one in inside]),
        "out_of_scope_recall": _share([not one.answered(threshold) for one in judged if not one.in_scope]),
        "wrong_but_sure": _share([one.answered(threshold) and one.topic != one.intent for one in inside]),
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 4) if hits else None
