"""How fast the bot starts and answers: `.venv/bin/python benchmarks/start.py [--fresh-clone] [--messages N]`.

Measures and prints one Markdown table, the median of the runs with the fastest and slowest in brackets. The
peer is `echo_bot.py`: python-telegram-bot's `run_polling` with one handler, against the same sandbox.
"""

from __future__ import annotations

import argparse
import os
import platform
import signal
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.measure import CHATS, Start, ask_ms, fresh_clone, load, warm_start, warm_up
from benchmarks.processes import ECHO, ZUHAUSE
from benchmarks.table import heading, line, ratio, spread

RUNS = 3
ASKED = 240  # messages in one run of `ask`
GOALS = {"start": "3 s", "memory": "350 MB", "ask": "25 ms", "cpu": "16.7 ms (30 answers/s on half a core)"}


def row(what: str, values: list[float], form: str, goal: str = "", peer: list[float] | None = None) -> str:
    """Return one line of the table; `form` is a format string such as "{:.1f} s"."""
    beside = f"{form.format(median(peer))}, ratio {ratio(values, peer)}" if peer else ""
    return line((what, spread(values, form), goal, beside))


def start_rows(name: str, starts: list[Start], goal: str) -> list[str]:
    """Return the lines about starting and stopping."""
    return [
        row(f"{name}: page answers after", [start.page for start in starts], "{:.2f} s"),
        row(f"{name}: first message answered after", [start.answer for start in starts], "{:.2f} s", goal),
        row(f"{name}: Ctrl-C to the end", [start.stop for start in starts], "{:.2f} s"),
    ]


def ask_rows(folder: Path, number: int) -> list[str]:
    """Return the lines about `zuhause ask`."""
    cuts = [quantiles(ask_ms(folder, number), n=100, method="inclusive") for _ in range(RUNS)]
    what = f"`zuhause ask --json -`, {number} different messages, one thread"
    return [
        row(f"{what}: p50", [cut[49] for cut in cuts], "{:.1f} ms"),
        row(f"{what}: p95", [cut[94] for cut in cuts], "{:.1f} ms", GOALS["ask"]),
    ]


def load_rows(folder: Path, number: int) -> list[str]:
    """Return the lines about answering over HTTP; ours and the echo bot take turns."""
    pairs = [(load([*ZUHAUSE, "run"], number, folder), load(ECHO, number, folder)) for _ in range(RUNS)]
    ours, echo = zip(*pairs, strict=True)
    what = f"{number} messages waiting in {CHATS} chats"
    return [
        row(
            "Memory of the bot process after 200 answers",
            [run.megabytes for run in ours],
            "{:.0f} MB",
            GOALS["memory"],
            [run.megabytes for run in echo],
        ),
        row(
            f"{what}: answers a second",
            [run.answers_per_second for run in ours],
            "{:.0f}",
            "",
            [run.answers_per_second for run in echo],
        ),
        row(
            f"{what}: CPU of the bot process for an answer",
            [run.cpu_ms_per_answer for run in ours],
            "{:.1f} ms",
            GOALS["cpu"],
            [run.cpu_ms_per_answer for run in echo],
        ),
    ]


def main() -> None:
    """Measure one thing after the other and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fresh-clone", action="store_true", help="install a clone of the last commit too")
    parser.add_argument("--messages", type=int, default=600, help="messages waiting for the bots (600)")
    options = parser.parse_args()
    # A shell starts background jobs deaf to Ctrl-C, and they would hand that on to the bots.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us, no bot is left behind
    rows = start_rows("Fresh clone, `make run`", [fresh_clone()], "") if options.fresh_clone else []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warm_up(folder)
        warm = [warm_start(folder) for _ in range(RUNS)]
        rows += start_rows("Start with warm caches", warm, GOALS["start"])
        rows += ask_rows(folder, min(ASKED, options.messages))
        rows += load_rows(folder, options.messages)
    print(heading(("what", "measured (fastest – slowest of 3)", "goal", "python-telegram-bot echo, ratio")))
    print("\n".join(rows))
    print(f"\n{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.")


if __name__ == "__main__":
    main()
