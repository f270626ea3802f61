"""Fits `nlu/data/thresholds.yml` on cross-validated answers and prints how good they are.

Sentences that are nearly the same stay in one fold, so that nothing is recognised by its twin. What an
outcome costs: a wrong answer given as sure 5, choices 1 (3 without the right one), an honest "I don't know"
2, choices for something out of scope 2, an answer to it 5, a false alarm 5, an emergency missed 50.

    python benchmarks/fit_thresholds.py [--write] [--folds 5] [--cache DIR]
"""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold

from nlu.emergency import load_emergency_words
from nlu.examples import LANGUAGES, Example, read_nlu
from nlu.fitting import fit
from nlu.model import centred
from nlu.outcome import EMERGENCY, OUT_OF_SCOPE, Thresholds, Understanding, decide
from nlu.recogniser import Ranked, start_embedder
from nlu.understand import DATA

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from nlu.model import Model

    Answered = tuple[Example, bool, tuple[Ranked, ...]]  # with: do the fixed words hear danger?

TWINS = 0.7  # cosine of centred embeddings from which two sentences count as nearly the same
GRID = {
    "answer": [round(0.2 + 0.025 * step, 3) for step in range(31)],
    "offer": [round(0.1 + 0.05 * step, 2) for step in range(18)],
    "choice": [0.02, 0.03, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2],
    "emergency": [round(0.05 + 0.025 * step, 3) for step in range(19)],
}
START = Thresholds(answer=0.5, offer=0.5, choice=0.05, emergency=0.3)


def main() -> None:
    """Cross-validate, fit, print; with --write also save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="save nlu/data/thresholds.yml")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--cache", type=Path, default=Path("data/cache"))
    options = parser.parse_args()
    files = sorted(file for file in DATA.glob("*.yml") if file.stem in LANGUAGES)
    examples = [e for file in files for e in read_nlu(file)]
    temperature = whole(examples, options.cache).temperature
    answered = cross_validated(examples, options.folds, options.cache, temperature)
    thresholds = replace(fitted(answered), temperature=round(temperature, 3))
    print(thresholds, f"cost {cost(answered, thresholds):.4f} a message")
    report("all", answered, thresholds)
    for language in sorted(LANGUAGES & {example.language for example, _, _ in answered}):
        report(language, [one for one in answered if one[0].language == language], thresholds)
    if options.write:
        lines = [f"{name}: {value}\n" for name, value in asdict(thresholds).items()]
        note = "# Fitted by benchmarks/fit_thresholds.py; see nlu/outcome.py for what each one decides.\n"
        (DATA / "thresholds.yml").write_text(note + "".join(lines), encoding="utf-8")


def whole(examples: Sequence[Example], cache: Path) -> Model:
    """Return the model of all examples, whose rehearsal has found a temperature."""
    embedder, degraded = start_embedder()
    if embedder is None:
        raise SystemExit(degraded)
    texts = [example.text for example in examples]
    vectors = embedder.sentences(texts, cache, lambda done, total: print(f"{done}/{total}", end="\r"))
    return fit(texts, [example.intent for example in examples], vectors)


def cross_validated(
    examples: Sequence[Example], folds: int, cache: Path, temperature: float
) -> list[Answered]:
    """Return every example with the ranking of a model that has not seen it or its twins."""
    embedder, degraded = start_embedder()
    if embedder is None:
        raise SystemExit(degraded)
    texts, intents = [e.text for e in examples], [e.intent for e in examples]
    vectors = embedder.sentences(texts, cache, lambda done, total: print(f"{done}/{total}", end="\r"))
    words = load_emergency_words(DATA / "emergency.yml")
    split = StratifiedGroupKFold(folds, shuffle=True, random_state=0)
    answered: list[Answered] = []
    for train, test in split.split(texts, intents, twins(vectors)):
        picked = [texts[at] for at in train], [intents[at] for at in train], vectors[train]
        model = fit(*picked, temperature)
        for at in test:
            shares = model.probabilities(texts[at], vectors[at]).tolist()
            ranking = sorted(map(Ranked, model.topics, shares), key=lambda ranked: -ranked.confidence)
            answered.append((examples[at], words.found_in(texts[at]), tuple(ranking)))
    return answered


def twins(vectors: NDArray[np.float32]) -> NDArray[np.int32]:
    """Return a group number per sentence; chains of near twins share one."""
    units = centred(vectors, vectors.mean(axis=0))
    groups: NDArray[np.int32] = connected_components(csr_matrix(units @ units.T > TWINS), directed=False)[1]
    return groups


def outcome(one: Answered, thresholds: Thresholds) -> Understanding:
    """Return what the bot would have made of it."""
    _, danger, ranking = one
    return Understanding(EMERGENCY, 1.0, "emergency") if danger else decide(ranking, thresholds)


def price(one: Answered, thresholds: Thresholds) -> int:
    """Return the cost of one answer."""
    intent, understood = one[0].intent, outcome(one, thresholds)
    if intent == EMERGENCY:
        return 0 if understood.outcome == "emergency" else 50
    if intent in OUT_OF_SCOPE:
        return {"no-answer": 0, "choices": 2, "answer": 5, "emergency": 5}[understood.outcome]
    if understood.outcome == "choices":
        return 1 if intent in understood.choices else 3
    if understood.outcome == "answer":
        return 0 if understood.topic == intent else 5
    return 2 if understood.outcome == "no-answer" else 5


def cost(answered: Sequence[Answered], thresholds: Thresholds) -> float:
    """Return the mean price."""
    return sum(price(one, thresholds) for one in answered) / len(answered)


def fitted(answered: Sequence[Answered]) -> Thresholds:
    """Return the cheapest thresholds, found by turning one screw after the other until none helps."""
    best, lowest = START, cost(answered, START)
    improved = True
    while improved:
        improved = False
        for name, values in GRID.items():
            for value in values:
                candidate = replace(best, **{name: value})
                paid = cost(answered, candidate)
                if paid < lowest:
                    best, lowest, improved = candidate, paid, True
    return best


_SURE = {"answer", "emergency"}


def report(name: str, answered: Sequence[Answered], thresholds: Thresholds) -> None:
    """Print the shares the project promises."""
    every = [(one[0].intent, one[2][0].topic, outcome(one, thresholds)) for one in answered]
    inside = [one for one in every if one[0] not in OUT_OF_SCOPE and one[0] != EMERGENCY]
    outside = [one for one in every if one[0] in OUT_OF_SCOPE]
    danger = [one for one in every if one[0] == EMERGENCY]

    def share(
        rows: Sequence[tuple[str, str, Understanding]], hit: Callable[[str, str, Understanding], bool]
    ) -> str:
        return f"{sum(hit(*row) for row in rows) / max(1, len(rows)):6.1%}"

    def shown(intent: str, understood: Understanding) -> bool:
        return intent in (understood.topic if understood.outcome == "answer" else "", *understood.choices)

    print(
        f"{name:>4} {len(every):6} messages",
        "first", share(inside, lambda intent, first, _: first == intent),
        "answered right", share(inside, lambda i, _, u: u.outcome == "answer" and u.topic == i),
        "right or offered", share(inside, lambda intent, _, u: shown(intent, u)),
        "wrong but sure", share(inside, lambda i, _, u: u.outcome in _SURE and u.topic != i),
        "out of scope admitted", share(outside, lambda _i, _f, u: u.outcome == "no-answer"),
        "emergencies found", share(danger, lambda _i, _f, u: u.outcome == "emergency"),
        "false alarms", share(inside + outside, lambda _i, _f, u: u.outcome == "emergency"),
    )  # fmt: skip


if __name__ == "__main__":
    main()
