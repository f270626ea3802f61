"""Fits `nlu/data/thresholds.yml` on the messages of two authors, prints how good they are on a third's.

The recogniser learns all examples. No author has seen them or the others' messages, so what is fitted
and what is measured differ from what was learned as people differ. First comes the temperature under which
the right topics surprise least, then the cheapest thresholds (`judging.py` says what an outcome costs).

    python benchmarks/fit_thresholds.py [--write] [--cache DIR]
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.judging import FOR_FITTING, FOR_MEASURING, Asked, by_language, cost, messages, shares, table
from nlu.fitting import fitted_temperature
from nlu.outcome import Thresholds, load_thresholds
from nlu.recogniser import Ranked
from nlu.understand import DATA, Understander, load

if TYPE_CHECKING:
    from collections.abc import Sequence

GRID = {
    "answer": [round(0.2 + 0.025 * step, 3) for step in range(31)],
    "offer": [round(0.1 + 0.05 * step, 2) for step in range(18)],
    "choice": [0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2],
    "emergency": [round(0.05 + 0.025 * step, 3) for step in range(19)],
}
MOST_WRONG = 0.017  # share of sure answers that may be wrong: the promise is 2 %, of other authors too
START = Thresholds(answer=0.85, offer=0.7, choice=0.05, emergency=0.1)


def main() -> None:
    """Learn if needed, fit, print; with --write also save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="save nlu/data/thresholds.yml")
    parser.add_argument("--cache", type=Path, default=Path("data/cache"))
    options = parser.parse_args()
    before = load_thresholds(DATA / "thresholds.yml").temperature or 1.0
    understander = load(DATA, [], options.cache)
    asked = ask(understander, FOR_FITTING)
    factor = warmth(asked)
    thresholds = fitted([cooled(one, factor) for one in asked])
    thresholds = replace(thresholds, temperature=round(before * factor, 3))
    print(thresholds)
    for authors in (FOR_FITTING, FOR_MEASURING):
        answered = [cooled(one, factor) for one in ask(understander, authors)]
        print(f"\n{len(answered)} messages by {authors}: cost {cost(answered, thresholds):.3f} a message")
        print(table(by_language(answered, thresholds)))
    if options.write:
        save(thresholds, DATA / "thresholds.yml", Path(__file__).name)


def ask(understander: Understander, authors: Sequence[str]) -> list[Asked]:
    """Return what rules and model say to the messages of `authors`."""
    return [
        Asked(one, understander.certain(one.text), understander.recogniser.rank(one.text))
        for one in messages(authors)
    ]


def warmth(asked: Sequence[Asked]) -> float:
    """Return by what the temperature is to be multiplied."""
    topics = sorted(ranked.topic for ranked in asked[0].ranking)
    rankings = [{ranked.topic: ranked.confidence for ranked in one.ranking} for one in asked]
    confidences = np.array([[ranking[topic] for topic in topics] for ranking in rankings], dtype=np.float32)
    right = np.array([topics.index(one.example.intent) for one in asked])
    return fitted_temperature(confidences, right)


def cooled(one: Asked, temperature: float) -> Asked:
    """Return the ranking as it is with `temperature`."""
    powers = np.array([ranked.confidence for ranked in one.ranking]) ** (1 / temperature)
    cooler = (powers / powers.sum()).tolist()
    ranking = (Ranked(ranked.topic, share) for ranked, share in zip(one.ranking, cooler, strict=True))
    return replace(one, ranking=tuple(ranking))


def fitted(asked: Sequence[Asked]) -> Thresholds:
    """Return the cheapest thresholds that keep the promise, turning one screw after the other."""
    best, lowest = START, _paid(asked, START)
    improved = True
    while improved:
        improved = False
        for name, values in GRID.items():
            for value in values:
                candidate = replace(best, **{name: value})
                paid = _paid(asked, candidate)
                if paid < lowest:
                    best, lowest, improved = candidate, paid, True
    return best


def _paid(asked: Sequence[Asked], thresholds: Thresholds) -> float:
    broken = max(0.0, shares(asked, thresholds)["wrong but sure"] - MOST_WRONG)
    return cost(asked, thresholds) + 100 * broken


def save(thresholds: Thresholds, file: Path, script: str) -> None:
    """Write them as the recogniser reads them."""
    lines = [f"{name}: {value}\n" for name, value in asdict(thresholds).items() if value is not None]
    note = f"# Fitted by benchmarks/{script}; see nlu/outcome.py for what each one decides.\n"
    file.write_text(note + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
