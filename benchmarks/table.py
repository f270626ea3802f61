"""Markdown tables of measurements that were taken several times."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def line(cells: Iterable[str]) -> str:
    """One line of a table."""
    return f"| {' | '.join(cells)} |"


def heading(cells: Sequence[str]) -> str:
    """The first two lines of a table."""
    return f"{line(cells)}\n{'|---' * len(cells)}|"


def spread(values: Sequence[float], form: str) -> str:
    """The median with the smallest and the largest; `form` is a format string such as "{:.1f} s"."""
    around = f" ({form.format(min(values))} – {form.format(max(values))})" if len(values) > 1 else ""
    return form.format(median(values)) + around


def ratio(values: Sequence[float], peers: Sequence[float]) -> str:
    """How many times the peers' median ours is."""
    return f"{median(values) / median(peers):.2f}"
