"""How often detectors are right: `python benchmarks/language.py DATA.tsv.gz` (format: `language_data`).

On the half that nothing was fitted on: the share of right answers per number of words and per language (by
the most likely one); ours and four others in one run, with messages per second and memory. Prints Markdown.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.language_data import Sample, read_samples
from benchmarks.language_peers import PEERS
from nlu.language import Detection, detector

if TYPE_CHECKING:
    from collections.abc import Callable

SPOKEN = ("de", "en", "uk", "ru", "ar", "fa", "ps", "tr", "kmr", "ckb", "ti", "so", "fr", "sq")
GROUPS = ("1 word", "2 words", "3-6 words", "7+ words", "romanised")


@dataclass(frozen=True, slots=True)
class Run:
    """What one detector answered, how long that took and how much memory it holds."""

    name: str
    answers: list[Detection]
    seconds: float
    megabytes: float


def group(sample: Sample) -> str:
    """Return the row of the table that `sample` belongs to."""
    words = len(sample.text.split())
    if sample.romanised:
        return GROUPS[4]
    return GROUPS[0 if words < 2 else 1 if words == 2 else 2 if words < 7 else 3]


def run(name: str, load: Callable[[], Callable[[str], Detection]], samples: list[Sample]) -> Run:
    """Load a detector and ask it about all samples."""
    process = psutil.Process()
    before = process.memory_info().rss
    detect = load()
    started = time.perf_counter()
    answers = [detect(sample.text) for sample in samples]
    seconds = time.perf_counter() - started
    return Run(name, answers, seconds, (process.memory_info().rss - before) / 1e6)


def best(answer: Detection) -> str | None:
    """Return the most likely language, also where it was too unsure to be named."""
    return max(answer.probabilities, key=lambda name: answer.probabilities[name], default=None)


def shares(
    samples: list[Sample], answers: list[Detection], languages: tuple[str, ...]
) -> tuple[float, float, float]:
    """Return the shares right (most likely language), named, and right if named, averaged over languages."""
    rows = defaultdict(list)
    for sample, answer in zip(samples, answers, strict=True):
        rows[sample.language].append(
            (best(answer) == sample.language, answer.language is not None, answer.language == sample.language)
        )
    present = [language for language in languages if language in rows]
    means = [[sum(column) / len(rows[x]) for column in zip(*rows[x], strict=True)] for x in present]
    right, named, right_named = (sum(column) / len(means) for column in zip(*means, strict=True))
    return right, named, right_named / named if named else 0.0


def pick(
    wanted: str, samples: list[Sample], answers: list[Detection]
) -> tuple[list[Sample], list[Detection]]:
    """Return the samples of one group with their answers."""
    pairs = [(s, a) for s, a in zip(samples, answers, strict=True) if group(s) == wanted]
    return [s for s, _ in pairs], [a for _, a in pairs]


def group_table(samples: list[Sample], runs: list[Run]) -> str:
    """Return the shares right, averaged over our languages, and how fast and heavy each detector is."""
    lines = [f"| | {' | '.join(run.name for run in runs)} |", "|---|" + "---:|" * len(runs)]
    for wanted in GROUPS:
        cells = [shares(*pick(wanted, samples, run.answers), SPOKEN)[0] for run in runs]
        lines.append(f"| {wanted} | " + " | ".join(f"{cell:.1%}" for cell in cells) + " |")
    speeds = " | ".join(f"{len(samples) / run.seconds:,.0f}" for run in runs)
    sizes = " | ".join(f"{run.megabytes:.0f}" for run in runs)
    return "\n".join([*lines, f"| messages/s | {speeds} |", f"| MB more memory | {sizes} |"])


def language_table(samples: list[Sample], runs: list[Run]) -> str:
    """Return the shares right of every language for 1 / 2 / 3-6 / 7+ words; of others below the line."""
    lines = [f"| | {' | '.join(run.name for run in runs)} |", "|---|" + "---|" * len(runs)]
    present = {sample.language for sample in samples}
    for language in (*SPOKEN, *sorted(present.difference(SPOKEN))):
        cells = [" / ".join(_share(samples, run, wanted, language) for wanted in GROUPS[:4]) for run in runs]
        lines.append(f"| {language} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _share(samples: list[Sample], run: Run, wanted: str, language: str) -> str:
    found = pick(wanted, samples, run.answers)
    known = any(sample.language == language for sample in found[0])
    return f"{100 * shares(*found, (language,))[0]:.0f}" if known else "–"


def named_line(samples: list[Sample], run: Run) -> str:
    """Return how often our detector dares to name a language, and how often that is right."""
    cells = [shares(*pick(wanted, samples, run.answers), SPOKEN)[1:] for wanted in GROUPS]
    return "; ".join(
        f"{wanted}: named {named:.0%}, of these right {right:.1%}"
        for wanted, (named, right) in zip(GROUPS, cells, strict=True)
    )


def print_confusions(samples: list[Sample], answers: list[Detection]) -> None:
    """Print the most frequent confusions per group."""
    for wanted in GROUPS:
        pairs = zip(*pick(wanted, samples, answers), strict=True)
        wrong = Counter(f"{s.language}>{best(a)}" for s, a in pairs if best(a) != s.language)
        print(f"{wanted:10}", ", ".join(f"{pair} {number}" for pair, number in wrong.most_common(14)))


def main() -> None:
    """Measure all detectors on the half for measuring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    samples = [sample for sample in read_samples(parser.parse_args().data) if not sample.for_fitting]
    runs = [run("ours", lambda: detector().detect, samples)]
    runs += [run(name, load, samples) for name, load in PEERS.items()]
    print(group_table(samples, runs), named_line(samples, runs[0]), sep="\n\n", end="\n\n")
    print(language_table(samples, runs), end="\n\n")
    print_confusions(samples, runs[0].answers)


if __name__ == "__main__":
    main()
