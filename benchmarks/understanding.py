"""How well messages are understood, by us and by others, in one run: `python benchmarks/understanding.py`.

Every engine learns all of `nlu/data`, gets its temperature and thresholds from two authors' messages as ours
has, and is asked a third author's, without the rules that come before any model. The last tables are the bot
as it is, with those rules. Each engine works in a process of its own, so that start and memory are its own;
the eight threads that ask are the chats of a busy minute. Rasa takes part after `make rasa-train`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.fit_rasa import MODEL, asking, served
from benchmarks.fit_thresholds import cooled, fitted, warmth
from benchmarks.judging import FOR_FITTING, FOR_MEASURING, SHARES, Asked, by_language, messages, shares, table
from nlu.embedding import Embedder
from nlu.fitting import fit
from nlu.model import load_model
from nlu.ngrams import Ngrams
from nlu.outcome import load_thresholds
from nlu.recogniser import Recogniser
from nlu.understand import DATA, base_examples, load

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from nlu.examples import Example
    from nlu.model import Model
    from nlu.recogniser import Ranked

THREADS = 8
ENGINES = ("ours", "n-grams alone", "embeddings alone", "Rasa")


def with_ngrams(examples: Sequence[Example], _: Path) -> Model:
    """Learn from letters and words alone."""
    return fit([e.text for e in examples], [e.intent for e in examples], None, 1.0)


def with_embeddings(examples: Sequence[Example], cache: Path) -> Model:
    """Learn from sentence embeddings alone; the one n-gram there is can never be written."""
    vectors = Embedder().sentences([e.text for e in examples], cache)
    model = fit([""] * len(examples), [e.intent for e in examples], vectors, 1.0)
    nothing = np.zeros((1, len(model.topics)), dtype=np.float32)
    return replace(model, ngrams=Ngrams({"\0": 0}, np.ones(1, dtype=np.float32)), sparse=nothing)


ALONE = {"n-grams alone": with_ngrams, "embeddings alone": with_embeddings}


def _file(engine: str, cache: Path) -> Path:
    return cache / f"benchmark-{engine.replace(' ', '-')}.npz"


def _ranker(engine: str, cache: Path) -> Callable[[str], Sequence[Ranked]]:
    if engine == "ours":
        return load(DATA, [], cache).recogniser.rank
    model = load_model(_file(engine, cache), engine)
    if model is None:
        raise SystemExit("run all engines first")
    return Recogniser(model, Embedder() if engine == "embeddings alone" else None, None).rank


def main() -> None:
    """Print all tables, or one engine's numbers as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=Path("data/cache"))
    parser.add_argument("--engine", choices=ENGINES, help="measure this one only, and print JSON")
    options = parser.parse_args()
    if options.engine:
        print(json.dumps(measured(options.engine, options.cache)))
        return
    prepare(options.cache)
    print(engines_table([_in_its_own_process(engine, options.cache) for engine in ENGINES]))
    understander = load(DATA, [], options.cache)
    thresholds = load_thresholds(DATA / "thresholds.yml")
    for authors in (FOR_MEASURING, FOR_FITTING):
        asked = [
            Asked(one, understander.certain(one.text), understander.recogniser.rank(one.text))
            for one in messages(authors)
        ]
        print(f"\nThe bot as it is, messages by {' and '.join(authors)} ({len(asked)}):\n")
        print(table(by_language(asked, thresholds)))


def _in_its_own_process(engine: str, cache: Path) -> dict[str, Any]:
    command = [sys.executable, __file__, "--engine", engine, "--cache", str(cache)]
    run = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return json.loads(run.stdout.splitlines()[-1])  # Rasa's server talks before


def prepare(cache: Path) -> None:
    """Learn what is not learned yet, so that no engine's start or memory has it in it."""
    load(DATA, [], cache)
    for engine, learn in ALONE.items():
        if load_model(_file(engine, cache), engine) is None:
            learn(base_examples(DATA), cache).save(_file(engine, cache), engine)


def measured(engine: str, cache: Path) -> dict[str, Any]:
    """Return what one engine achieves; None for numbers of an engine that is not installed."""
    started = time.perf_counter()
    if engine == "Rasa":
        if not MODEL.exists():
            return {"engine": "Rasa (not trained here)"}
        with served() as url:
            rank = asking(url)
            result = numbers(engine, rank, time.perf_counter() - started)
        return result | {"peak MB": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000}
    rank = _ranker(engine, cache)
    rank("Hallo")
    return numbers(engine, rank, time.perf_counter() - started)


def numbers(engine: str, rank: Callable[[str], Sequence[Ranked]], start_seconds: float) -> dict[str, Any]:
    """Fit temperature and thresholds on one author's messages, measure on the other's."""
    fitting = [Asked(one, None, tuple(rank(one.text))) for one in messages(FOR_FITTING)]
    temperature = warmth(fitting)
    thresholds = fitted([cooled(one, temperature) for one in fitting])
    asked = messages(FOR_MEASURING)
    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        rankings = list(pool.map(rank, [one.text for one in asked]))
    seconds = time.perf_counter() - started
    answered = [
        cooled(Asked(one, None, tuple(ranking)), temperature)
        for one, ranking in zip(asked, rankings, strict=True)
    ]
    return {
        "engine": engine,
        **shares(answered, thresholds),
        "messages/s": len(asked) / seconds,
        "start s": start_seconds,
        "peak MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
    }


def engines_table(rows: Sequence[dict[str, Any]]) -> str:
    """Return Markdown: one line an engine."""
    columns = [name for name in rows[0] if name != "engine"]
    lines = [f"| | {' | '.join(columns)} |", "|---|" + "---:|" * len(columns)]
    for row in rows:
        cells = [_cell(row.get(column), share=column in SHARES) for column in columns]
        lines.append(f"| {row['engine']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value: float | None, *, share: bool) -> str:
    if value is None:
        return "–"
    return f"{value:.1%}" if share else f"{value:,.1f}"


if __name__ == "__main__":
    main()
