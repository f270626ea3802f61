"""How fast 5,000 lines of content are checked: `.venv/bin/python benchmarks/content_check.py [--lines N]`.

Two folders are made from the content that ships, the same ones every time: a sound one, and one with some
fifty mistakes. Prints one Markdown table, the median of five runs with the fastest and slowest in brackets.
Peers in the same run: what PyYAML and ruamel.yaml take to read the same files and check nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
import yaml
from ruamel.yaml import YAML

from benchmarks.processes import ROOT, ZUHAUSE
from bot.content.load import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

RUNS = 5
GOAL = "2 s"
TODAY = date(2026, 11, 24)
SEED = 4
MISTAKES_OF_A_KIND = 7
# what to find in a line, and what somebody made of it
MISTAKES = (
    ("title:", "titel:"),
    ("start: ", "start: 25:"),
    ("phone: 0", "phone: 9"),
    ("place: ", "place: x"),
    ("  - book-appointment", "  - book-apointment"),
    ("  ar: ", "  xx: "),
    (" Sie ", " Sie http://winnenden.de "),
    (" hilft ", " hilft gern allen Menschen, die neu in der Stadt sind und hier mit uns leben, und "),
)


def folder_of(lines: int, folder: Path) -> Path:
    """Copy the content that ships and add topics made of its texts until there are `lines` lines."""
    shutil.copytree(ROOT / "content", folder)
    order = random.Random(SEED)  # noqa: S311  no secret
    models = sorted(path for path in (folder / "topics").iterdir() if path.stem != "emergency")
    while count(folder) < lines:
        model = order.choice(models)
        name = f"{model.stem[:20]}-{len(files(folder))}"
        text = model.read_text("utf-8").replace(f"id: {model.stem}\n", f"id: {name}\n")
        (folder / "topics" / f"{name}.yaml").write_text(_with_own_questions(text, name), "utf-8")
    return folder


def _with_own_questions(text: str, name: str) -> str:
    """No two topics may share a question or a place in the menu."""
    topic, _, questions = text.partition("\nexamples:\n")
    kept = "\n".join(line for line in topic.split("\n") if not line.startswith("menu:"))
    own = [f"{line} {name}" if line.startswith("    - ") else line for line in questions.rstrip().split("\n")]
    return "\n".join([kept, "examples:", *own, ""])


def with_mistakes(sound: Path, folder: Path) -> Path:
    """Copy the folder and make mistakes in lines that allow them."""
    shutil.copytree(sound, folder)
    order = random.Random(SEED)  # noqa: S311  no secret
    lines = {path: path.read_text("utf-8").splitlines(keepends=True) for path in files(folder)}
    for right, wrong in MISTAKES:
        chances = [
            (path, number) for path in lines for number, line in enumerate(lines[path]) if right in line
        ]
        for path, number in order.sample(chances, min(MISTAKES_OF_A_KIND, len(chances))):
            lines[path][number] = lines[path][number].replace(right, wrong)
    for path, texts in lines.items():
        path.write_text("".join(texts), "utf-8")
    return folder


def files(folder: Path) -> list[Path]:
    """All content files, in order."""
    return sorted(folder.rglob("*.yaml"))


def count(folder: Path) -> int:
    """How many lines there are in all files."""
    return sum(len(path.read_text("utf-8").splitlines()) for path in files(folder))


def seconds(work: Callable[[], object]) -> list[float]:
    """Do it several times and return how long each took."""
    return [_once(work) for _ in range(RUNS)]


def _once(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def process(folder: Path) -> None:
    """The command as staff type it."""
    command = [*ZUHAUSE, "content", "check", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode not in {0, 1} or done.stderr:
        raise RuntimeError(done.stderr.decode())


def row(what: str, values: Iterable[float], goal: str = "") -> str:
    """One line of the table."""
    measured = sorted(values)
    spread = f"{measured[0]:.3f} – {measured[-1]:.3f}"
    return f"| {what} | {median(measured):.3f} s ({spread}) | {goal} |"


def main() -> None:
    """Measure one thing after the other and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lines", type=int, default=5_000, help="lines of content (5000)")
    lines = parser.parse_args().lines
    print("| what | measured (fastest – slowest of 5) | goal |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        sound = folder_of(lines, Path(name) / "sound")
        texts = [path.read_text("utf-8") for path in files(sound)]
        for folder in (sound, with_mistakes(sound, Path(name) / "mistakes")):
            found = load(folder, TODAY)
            what = (
                f"{count(folder)} lines, {len(found.findings)} faults, {len(found.advice)} pieces of advice"
            )
            print(row(f"{what}: `zuhause content check`", seconds(lambda at=folder: process(at)), GOAL))
            print(row(f"{what}: faults and advice", checked := seconds(lambda at=folder: load(at, TODAY))))
            print(row(f"{what}: faults alone, as the bot starts", seconds(lambda at=folder: load(at))))
            if folder is sound:
                ours = median(checked)
        pyyaml = seconds(lambda: [yaml.safe_load(text) for text in texts])
        ruamel = seconds(lambda: [YAML().load(text) for text in texts])
    print(row(f"PyYAML's `safe_load` of the sound files (ratio {ours / median(pyyaml):.2f})", pyyaml))
    print(row(f"ruamel.yaml's `load` of the sound files (ratio {ours / median(ruamel):.2f})", ruamel))
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.")


if __name__ == "__main__":
    main()
