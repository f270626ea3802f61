"""How fast people are answered: `.venv/bin/python benchmarks/messages.py [--quick] [--only PART]`.

Everything runs as an operator runs it: a bot process, and `python -m sandbox` in a process of its own, with
HTTP between them. Three parts, each a Markdown table:

traffic   Questions in four languages and people who book, in fourteen, beside `echo_bot.py` (a bare
          python-telegram-bot with `run_polling`), the two bots taking turns.
flood     One chat sends hundreds of messages at once: how long does a quiet one wait meanwhile? Beside the
          echo bot, and beside one that thinks as long for an answer as ours.
growth    What a step takes with 100, 10,000 and 100,000 stored appointments, and what an export takes.

People who come at once keep their own side busy too: where that takes more CPU than the bot, as it does with
the echo bot, the answers a second are theirs, and the waiting messages tell what the bot can do. Quote
ratios: times depend on what else the machine does. CPU is the bot process' own.
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
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.growth import STEPS, measured
from benchmarks.measure import CHATS, warm_up
from benchmarks.offices import LARGE, SMALL
from benchmarks.processes import ECHO, ZUHAUSE
from benchmarks.table import heading, line, ratio, spread
from benchmarks.traffic import Quiet, Size, Traffic, flooded, traffic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.growth import Grown
    from benchmarks.measure import Load
    from benchmarks.offices import Office

BOT = (*ZUHAUSE, "run")
FULL = Size(rounds=3, messages=600, people=60, flood=300, calm=40, stored=(100, 10_000, 100_000), times=25)
QUICK = Size(rounds=1, messages=20, people=6, flood=20, calm=3, stored=(30,), times=2)
PARTS = ("traffic", "flood", "growth")


def show_traffic(data: Path, size: Size) -> None:
    """Measure and print the first table."""
    ours, echo = Traffic(), Traffic()
    for seed in range(size.rounds):
        traffic(BOT, data, size, seed, ours, buttons=True)
        traffic(ECHO, data, size, seed, echo, buttons=False)
    print(heading(("what", f"bot (least – most of {size.rounds})", "echo bot", "bot ÷ echo bot")))
    one_by_one, at_once = f"{size.people} people come one by one", f"{size.people} people come at once"
    waiting = f"{size.messages} messages wait in {CHATS} chats"
    lines: list[tuple[str, str, Callable[[Traffic], Sequence[float]]]] = [
        (f"{waiting}: answers a second", "{:.0f}", lambda bot: of(bot.loads, "answers_per_second")),
        (f"{waiting}: CPU of an answer", "{:.1f} ms", lambda bot: of(bot.loads, "cpu_ms_per_answer")),
        ("memory of the bot process", "{:.0f} MB", lambda bot: of(bot.loads, "megabytes")),
        (f"{at_once}: answers a second", "{:.0f}", lambda bot: bot.steps_per_second),
        (f"{at_once}: CPU of their own side for a step", "{:.1f} ms", lambda bot: bot.own_cpu),
        *((f"{one_by_one}: p{cut}", "{:.0f} ms", cutter("one_by_one", cut)) for cut in (50, 95, 99)),
        *((f"{at_once}: p{cut}", "{:.0f} ms", cutter("at_once", cut)) for cut in (50, 95, 99)),
    ]
    for what, form, values in lines:
        mine, peers = values(ours), values(echo)
        print(line((what, spread(mine, form), spread(peers, form), ratio(mine, peers))))
    print(f"\nSteps in each round: {len(ours.at_once[0])} of ours, {len(echo.at_once[0])} of the echo bot.\n")


def of(loads: Sequence[Load], name: str) -> list[float]:
    """One number of each load."""
    return [getattr(load, name) for load in loads]


def cutter(name: str, cut: int) -> Callable[[Traffic], list[float]]:
    """The percentile of the latencies of each round."""
    return lambda bot: [quantiles(steps, n=100, method="inclusive")[cut - 1] for steps in getattr(bot, name)]


def show_flood(data: Path, size: Size) -> None:
    """Measure and print the second table."""
    bots = {"bot": Quiet(), "echo bot": Quiet(), "echo bot that thinks as long": Quiet()}
    ours, echo, thinking = bots.values()
    for _ in range(size.rounds):
        flooded(BOT, data, size, ours)
        flooded(ECHO, data, size, echo)
        flooded(ECHO, data, size, thinking, ECHO_THINKS_MS=f"{1000 * median(ours.over) / size.flood:.1f}")
    flood = f"while another has sent {size.flood} at once"
    columns = (
        "in peace: p50",
        "max",
        f"{flood}: p50",
        "max",
        "max ÷ max in peace",
        "the flood is answered after",
    )
    print(heading(("a quiet person waits", *columns)))
    for name, quiet in bots.items():
        times = [median(quiet.calm), max(quiet.calm), median(quiet.flooded), max(quiet.flooded)]
        cells = (
            *(f"{ms:.0f} ms" for ms in times),
            f"{times[3] / times[1]:.1f}",
            f"{median(quiet.over):.1f} s",
        )
        print(line((name, *cells)))
    print()


def show_growth(data: Path, size: Size) -> None:
    """Measure and print the tables of both offices."""
    for office in (SMALL, LARGE):
        grown = []
        for stored in size.stored:
            with tempfile.TemporaryDirectory() as folder:
                grown.append(measured(office, stored, data, Path(folder), size.times))
        print(growth_table(office, grown))


def growth_table(office: Office, grown: Sequence[Grown]) -> str:
    """One column a size; the last compares what the largest takes with what the smallest takes."""
    lines = [
        single("start until idle", "{:.1f} s", [one.start_seconds for one in grown]),
        single("memory of the bot process", "{:.0f} MB", [one.megabytes for one in grown]),
    ]
    for what in ("question", *STEPS.values()):
        costs = [one.cpu[what] / len(one.steps[what]) for one in grown]
        cells = (
            f"{median(one.steps[what]):.0f} / {max(one.steps[what]):.0f} ms, {cost:.0f} ms"
            for one, cost in zip(grown, costs, strict=True)
        )
        lines.append(line((f"{what}: p50 / max, CPU", *cells, f"{costs[-1] / costs[0]:.1f} × CPU")))
    for exports in zip(*(one.exports for one in grown), strict=True):
        cells = (f"{one.rows:,} rows, {one.cpu_seconds:.1f} s, {one.megabytes:.0f} MB" for one in exports)
        more = f"{exports[-1].megabytes / exports[0].megabytes:.1f} × memory"
        lines.append(line((f"export of {exports[0].what}: CPU, memory", *cells, more)))
    sizes = (f"{one.stored:,} stored, {one.to_come:,} to come" for one in grown)
    return "\n".join([heading((office.name, *sizes, "last ÷ first")), *lines, ""])


def single(what: str, form: str, values: Sequence[float]) -> str:
    """One line with one number a size."""
    return line((what, *map(form.format, values), f"{values[-1] / values[0]:.1f}"))


def main() -> None:
    """Measure one part after the other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small numbers, to see that it works")
    parser.add_argument("--only", choices=PARTS, help="this part alone")
    options = parser.parse_args()
    # A shell starts background jobs deaf to Ctrl-C, and they would hand that on to the bots.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # whoever ends us, no bot is left behind
    size = QUICK if options.quick else FULL
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        warm_up(data)
        for part, show in zip(PARTS, (show_traffic, show_flood, show_growth), strict=True):
            if options.only in (None, part):
                load = os.getloadavg()[0]
                show(data, size)
                print(
                    f"Load of the machine: {load:.1f} before, {os.getloadavg()[0]:.1f} after.\n", flush=True
                )
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}.")


if __name__ == "__main__":
    main()
