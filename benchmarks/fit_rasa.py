"""Fits `nlu/data/thresholds-rasa.yml` as `fit_thresholds.py` fits ours: on two authors' messages.

Needs a trained Rasa (`make rasa-train`).

    python benchmarks/fit_rasa.py [--write]
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.fit_thresholds import START, fitted, save
from benchmarks.judging import FOR_FITTING, Asked, by_language, cost, messages, table
from nlu.emergency import load_emergency_words
from nlu.outcome import EMERGENCY, Understanding
from nlu.remote import Rasa
from nlu.understand import DATA, base_examples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from nlu.recogniser import Ranked

DANGER = Understanding(EMERGENCY, 1.0, "emergency")
ROOT = Path(__file__).parents[1]
MODEL = ROOT / "data" / "rasa" / "models" / "zuhause.tar.gz"
PORT = 5055
PATIENCE_SECONDS = 60.0


def main() -> None:
    """Ask, fit, print; with --write also save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="save nlu/data/thresholds-rasa.yml")
    options = parser.parse_args()
    with served() as url:
        rank, words = asking(url), load_emergency_words(DATA / "emergency.yml")
        asked = [
            Asked(one, DANGER if words.found_in(one.text) else None, rank(one.text))
            for one in messages(FOR_FITTING)
        ]
    thresholds = fitted(asked)
    print(thresholds, f"cost {cost(asked, thresholds):.4f} a message")
    print(table(by_language(asked, thresholds)))
    if options.write:
        save(thresholds, DATA / "thresholds-rasa.yml", Path(__file__).name)


@contextmanager
def served() -> Iterator[str]:
    """Serve what `make rasa-train` has trained; yield the address at once, before the server listens."""
    command = ["make", "--silent", "rasa-serve", f"RASA_PORT={PORT}"]
    server = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        yield f"http://127.0.0.1:{PORT}"
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def asking(url: str) -> Callable[[str], tuple[Ranked, ...]]:
    """Wait for the server, and return what ranks a text; SystemExit if the server does not answer one."""
    wait_for(url)
    topics = tuple({example.intent for example in base_examples(DATA)})
    rasa = Rasa(url, topics, START, seconds=PATIENCE_SECONDS)

    def rank(text: str) -> tuple[Ranked, ...]:
        ranking = rasa.rank(text)
        if ranking is None:
            raise SystemExit(f"Rasa has not answered every message: {rasa.away}")
        return ranking

    return rank


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
