"""How often detectors are right: `python benchmarks/language.py DATA.tsv.gz` (format: `language_data`).

On the half that nothing was fitted on: the share of right answers per number of words, averaged over our
languages (by the most likely one), the share named at all, and right among those named; our detector and
`langdetect` in one run, with messages per second and memory.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.language_data import Sample, read_samples
from nlu.language import Detection, LanguageDetector, detector

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


def run(name: str, samples: list[Sample]) -> Run:
    """Ask the detector called `name` about all samples."""
    process = psutil.Process()
    before = process.memory_info().rss
    asked: LanguageDetector = detector(name)
    started = time.perf_counter()
    answers = [asked.detect(sample.text) for sample in samples]
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


def print_table(samples: list[Sample], runs: list[Run]) -> None:
    """Print right / named / right among named per group, and right per language."""
    print(f"{'':12}" + "".join(f"{run.name + ': right, named, right if named':>44}" for run in runs))
    for wanted in GROUPS:
        cells = [shares(*pick(wanted, samples, run.answers), SPOKEN) for run in runs]
        print(f"{wanted:12}" + "".join(f"{'':16}{a:8.1%}{b:9.1%}{c:11.1%}" for a, b, c in cells))
    print("\nright per language (" + ", ".join(GROUPS) + ")")
    for language in sorted({sample.language for sample in samples}, key=lambda x: (x not in SPOKEN, x)):
        columns = []
        for run in runs:
            parts = [pick(wanted, samples, run.answers) for wanted in GROUPS]
            has = [any(s.language == language for s in part[0]) for part in parts]
            columns.append(
                " ".join(
                    f"{shares(*p, (language,))[0]:6.1%}" if h else "     -"
                    for p, h in zip(parts, has, strict=True)
                )
            )
        print(f"{language:5}" + "   | ".join(columns))


def print_confusions(samples: list[Sample], answers: list[Detection]) -> None:
    """Print the most frequent confusions per group."""
    for wanted in GROUPS:
        pairs = zip(*pick(wanted, samples, answers), strict=True)
        wrong = Counter(f"{s.language}>{best(a)}" for s, a in pairs if best(a) != s.language)
        print(f"{wanted:10}", ", ".join(f"{pair} {number}" for pair, number in wrong.most_common(14)))


def main() -> None:
    """Measure both detectors on the half for measuring."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    samples = [sample for sample in read_samples(parser.parse_args().data) if not sample.for_fitting]
    ours, theirs = run("vote", samples), run("langdetect", samples)
    print_table(samples, [ours, theirs])
    print_confusions(samples, ours.answers)
    for one in (ours, theirs):
        print(f"{one.name}: {len(samples) / one.seconds:.0f} messages/s, {one.megabytes:.0f} MB more memory")
    print(f"vote is {theirs.seconds / ours.seconds:.1f} times as fast as langdetect")


if __name__ == "__main__":
    main()
