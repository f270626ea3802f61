"""Fits `nlu/data/thresholds-rasa.yml`: Rasa learns four fifths of the examples and is asked about the rest.

Sentences that are nearly the same stay on one side, and the costs are those of `fit_thresholds.py`. Needs
Rasa's environment (`make .venv-rasa/installed`); training and asking take some five minutes.

    python benchmarks/fit_rasa.py [--write] [--cache DIR] [--port 5055]
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
from fit_thresholds import LANGUAGES, START, cost, fitted, report, twins
from sklearn.model_selection import StratifiedGroupKFold

from nlu.emergency import load_emergency_words
from nlu.export import export_rasa
from nlu.recogniser import start_embedder
from nlu.remote import Rasa
from nlu.understand import DATA, base_examples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fit_thresholds import Answered

    from nlu.examples import Example

ROOT = Path(__file__).parents[1]
PATIENCE_SECONDS = 60.0


def main() -> None:
    """Train, ask, fit, print; with --write also save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="save nlu/data/thresholds-rasa.yml")
    parser.add_argument("--cache", type=Path, default=Path("data/cache"))
    parser.add_argument("--port", type=int, default=5055)
    options = parser.parse_args()
    learnt, asked = split(base_examples(DATA), options.cache)
    with tempfile.TemporaryDirectory() as folder:
        export_rasa(learnt, Path(folder) / "export")
        started = time.perf_counter()
        subprocess.run(recipe("rasa-learn", folder, options.port), cwd=ROOT, check=True)
        print(f"{len(learnt)} sentences learnt in {time.perf_counter() - started:.0f} s")
        with served(folder, options.port) as url:
            answered = answers(url, sorted({example.intent for example in learnt}), asked)
    thresholds = fitted(answered)
    print(thresholds, f"cost {cost(answered, thresholds):.4f} a message")
    report("all", answered, thresholds)
    for language in sorted(LANGUAGES):
        report(language, [one for one in answered if one[0].language == language], thresholds)
    if options.write:
        lines = [f"{name}: {value}\n" for name, value in asdict(thresholds).items() if value is not None]
        note = "# Fitted by benchmarks/fit_rasa.py; see nlu/outcome.py for what each one decides.\n"
        (DATA / "thresholds-rasa.yml").write_text(note + "".join(lines), encoding="utf-8")


def split(examples: Sequence[Example], cache: Path) -> tuple[list[Example], list[Example]]:
    """Return what is learnt and the fifth that is asked, with no twins across."""
    embedder, degraded = start_embedder()
    if embedder is None:
        raise SystemExit(degraded)
    vectors = embedder.sentences([example.text for example in examples], cache)
    intents = [example.intent for example in examples]
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=0).split(intents, intents, twins(vectors))
    learnt, asked = next(folds)
    return [examples[at] for at in learnt], [examples[at] for at in asked]


def recipe(target: str, folder: str, port: int) -> list[str]:
    """Return the command of a target of the Makefile."""
    return ["make", "--silent", target, f"RASA_DATA={folder}", f"RASA_PORT={port}"]


@contextmanager
def served(folder: str, port: int) -> Iterator[str]:
    """Serve what was trained in `folder`; yield the address at once, before the server listens."""
    server = subprocess.Popen(recipe("rasa-serve", folder, port), cwd=ROOT, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def answers(url: str, topics: Sequence[str], asked: Sequence[Example]) -> list[Answered]:
    """Return Rasa's ranking of every example."""
    words = load_emergency_words(DATA / "emergency.yml")
    wait_for(url)
    rasa = Rasa(url, tuple(topics), START, seconds=PATIENCE_SECONDS)
    started = time.perf_counter()
    answered = [(one, words.found_in(one.text), rasa.rank(one.text) or ()) for one in asked]
    print(f"{(time.perf_counter() - started) / len(asked) * 1000:.1f} ms a message")
    rasa.close()
    if rasa.away or not all(ranking for _, _, ranking in answered):
        raise SystemExit(f"Rasa has not answered every message: {rasa.away}")
    return answered


def wait_for(url: str) -> None:
    """Wait until the server has loaded its model."""
    end = time.monotonic() + 3 * PATIENCE_SECONDS
    while not ready(url):
        if time.monotonic() > end:
            raise SystemExit("Rasa does not start")
        time.sleep(1)


def ready(url: str) -> bool:
    """Return whether a model is loaded."""
    try:
        return httpx.get(f"{url}/status", trust_env=False, timeout=PATIENCE_SECONDS).is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    main()
