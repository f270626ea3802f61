"""Messages by authors who had not seen `nlu/data`, and what an answer to them is worth.

What an outcome costs: a wrong answer given as sure 5, choices 1 (3 without the right one), "I don't know" to
something we do know 3, choices for something out of scope 2, an answer to it 5, a false alarm 5, an emergency
missed 50.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from nlu.examples import read_nlu
from nlu.outcome import EMERGENCY, OUT_OF_SCOPE, Thresholds, Understanding, decide

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from nlu.examples import Example
    from nlu.recogniser import Ranked

BLIND = Path(__file__).parent / "blind"
FOR_FITTING, FOR_MEASURING = ("amber", "birch"), ("cedar",)
STRONG = ("de", "en", "fr", "tr", "uk", "ru", "ar", "fa")
SHARES = (
    "right first",
    "answered right",
    "right or offered",
    "wrong but sure",
    "out of scope admitted",
    "emergencies found",
    "false alarms",
)
WEAK = ("ps", "kmr", "ckb", "ti", "so", "sq")


@dataclass(frozen=True, slots=True)
class Asked:
    """A message, what a rule says to it before any model, and the model's ranking."""

    example: Example
    certain: Understanding | None
    ranking: tuple[Ranked, ...]

    def outcome(self, thresholds: Thresholds) -> Understanding:
        """Return what the bot makes of it."""
        return self.certain or decide(self.ranking, thresholds)

    def price(self, thresholds: Thresholds) -> int:
        """Return what that outcome costs."""
        intent, understood = self.example.intent, self.outcome(thresholds)
        if intent == EMERGENCY:
            return 0 if understood.outcome == "emergency" else 50
        if intent in OUT_OF_SCOPE:
            return {"no-answer": 0, "choices": 2, "answer": 5, "emergency": 5}[understood.outcome]
        if understood.outcome == "choices":
            return 1 if intent in understood.choices else 3
        if understood.outcome == "answer":
            return 0 if understood.topic == intent else 5
        return 3 if understood.outcome == "no-answer" else 5


def messages(authors: Sequence[str]) -> list[Example]:
    """Return the messages of some authors in all languages."""
    files = [file for author in authors for file in sorted((BLIND / author).glob("*.yml"))]
    return [example for file in files for example in read_nlu(file)]


def cost(asked: Sequence[Asked], thresholds: Thresholds) -> float:
    """Return the mean price."""
    return sum(one.price(thresholds) for one in asked) / len(asked)


def shares(asked: Iterable[Asked], thresholds: Thresholds) -> dict[str, float]:
    """Return the shares the project promises, 0 to 1, by the name of their column."""
    rows = [(one.example.intent, one.outcome(thresholds)) for one in asked]
    inside = [row for row in rows if row[0] not in OUT_OF_SCOPE and row[0] != EMERGENCY]
    outside = [row for row in rows if row[0] in OUT_OF_SCOPE]
    danger = [row for row in rows if row[0] == EMERGENCY]
    sure = {"answer", "emergency"}

    def share(of: Sequence[tuple[str, Understanding]], hit: Callable[[str, Understanding], bool]) -> float:
        return sum(hit(*row) for row in of) / max(1, len(of))

    found = (
        share(inside, lambda i, u: u.topic == i),
        share(inside, lambda i, u: u.outcome == "answer" and u.topic == i),
        share(inside, lambda i, u: i in u.choices or (u.outcome == "answer" and u.topic == i)),
        share(inside, lambda i, u: u.outcome in sure and u.topic != i),
        share(outside, lambda _, u: u.outcome == "no-answer"),
        share(danger, lambda _, u: u.outcome == "emergency"),
        share(inside + outside, lambda _, u: u.outcome == "emergency"),
    )
    return dict(zip(SHARES, found, strict=True))


def table(rows: dict[str, dict[str, float]]) -> str:
    """Return the rows as a Markdown table."""
    lines = [f"| | {' | '.join(SHARES)} |", "|---|" + "---:|" * len(SHARES)]
    for name, values in rows.items():
        lines.append(f"| {name} | " + " | ".join(f"{values[column]:.1%}" for column in SHARES) + " |")
    return "\n".join(lines)


def by_language(asked: Sequence[Asked], thresholds: Thresholds) -> dict[str, dict[str, float]]:
    """Return the shares of all, of the strong and the weak languages, and of each."""
    groups = {"all": (*STRONG, *WEAK), " ".join(STRONG): STRONG, " ".join(WEAK): WEAK}
    groups |= {language: (language,) for language in (*STRONG, *WEAK)}
    return {
        name: shares([one for one in asked if one.example.language in languages], thresholds)
        for name, languages in groups.items()
    }
