"""Time in cells of five minutes: what the database keeps apart, for advisers and for rooms."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

CELL_SECONDS = 300
Cell = tuple[str, int]
Cells = AbstractSet[Cell]


def cells(starts_at: datetime, ends_at: datetime) -> range:
    """Number the five-minute cells from start (included) to end (excluded)."""
    return range(int(starts_at.timestamp()) // CELL_SECONDS, -(-int(ends_at.timestamp()) // CELL_SECONDS))


def resources(adviser: str, room: str | None) -> list[str]:
    """What an appointment makes busy, as `BusyCell` names it."""
    return [f"adviser:{adviser}", *([f"room:{room}"] if room else [])]
