"""Two offices that keep very many appointments.

The small one has the advisers that ship and deletes as late as a setting lets it, after ten years. The large
one deletes after 90 days, as shipped, and gives so many because it has eighty advisers.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.processes import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WEEK = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag")


@dataclass(frozen=True, slots=True)
class Office:
    """How many advisers (None: those that ship), how long appointments are kept, the share still to come."""

    name: str
    advisers: int | None
    kept_days: int
    to_come: float


SMALL = Office("the advisers that ship, kept for ten years", None, 3650, 0.4)
LARGE = Office("80 advisers, kept for 90 days", 80, 90, 0.27)


def settings_of(office: Office, folder: Path) -> dict[str, str]:
    """The settings of a bot that works for this office; its content is written into `folder`."""
    content = folder / "content"
    shutil.copytree(ROOT / "content", content)
    if office.advisers:
        file = content / "appointments.yaml"
        rules = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506  keeps every scalar a text
        rules |= _team(office.advisers)
        file.write_text(yaml.safe_dump(rules, allow_unicode=True, sort_keys=False), "utf-8")
    return {"CONTENT_DIR": str(content), "RETENTION_DAYS": str(office.kept_days)}


def _team(advisers: int) -> dict[str, Any]:
    numbers = range(1, advisers + 1)
    return {
        "rooms": [{"id": f"room-{n}", "name": f"Zimmer {n}"} for n in numbers],
        "advisers": [
            {"id": f"adviser-{n}", "name": f"Berater {n}", "room": f"room-{n}", "hours": _hours()}
            for n in numbers
        ],
    }


def _hours() -> list[dict[str, str]]:
    """New ones for each adviser: YAML would write the same ones as a reference."""
    return [{"weekday": day, "start": "08:00", "end": "16:00"} for day in WEEK]
