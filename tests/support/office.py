"""A small content folder, written the way different people write YAML, and a clock that stands still."""

from __future__ import annotations

import inspect
from datetime import date
from typing import TYPE_CHECKING

from bot.content.load import load
from bot.content.schema import Content, State
from bot.content.states import checked, drafted, entries
from bot.content.states_file import record
from tests.bot.content.conftest import CLEAN

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
FILES = {
    "contacts.yaml": """
        first: office
        contacts:
          - id: office   # das Büro
            name: Integrationsmanagement
            role:
              de: Beratung für geflüchtete Menschen
            phone: 07195 13-327
            mail: zuhause@winnenden.de
          - id: guide
            name: Saltanat Heinzelmann
            mail: saltanat.heinzelmann@winnenden.de
          - {id: police, name: Polizei, phone: 110}
    """,
    "places.yaml": """
        places:
        - id: church
          name: {de: "Katholische Kirche", ar: الكنيسة}
          address: Marienstr. 2
    """,
    "meetups.yaml": """
        meetups:
          - id: cafe
            name: Ukraine-Café
            weekday: Freitag
            start: 15:00
            place: church
    """,
    "appointments.yaml": CLEAN["appointments.yaml"],
    "topics/emergency.yaml": """
        id: emergency
        title: {de: Notfall}
        answer: {de: Rufen Sie 112.}
    """,
    "topics/work.yaml": """
        # Arbeit: zuerst den deutschen Text ändern.
        id: work
        icon: 💼
        title:
          de: Arbeit finden   # steht auch auf der Taste

        # Die kurze Antwort
        answer:
          de: |
            Fragen Sie Saltanat Heinzelmann: 07195 13-327.

            Das Ukraine-Café ist in der Marienstr. 2.

        more:
          de: Kurse bis B2 gibt es bei der vhs.
          uk: "Курси до B2 є у vhs."

        check_every_days: 90
        links:
        - title: {de: Mehr Arbeit}
          url: https://www.winnenden.de/arbeit
    """,
}


def write_office(folder: Path) -> Path:
    """The folder on disk, without faults and without `states.yaml`."""
    (folder / "topics").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(inspect.cleandoc(text) + "\n", encoding="utf-8")
    return folder


def content_of(folder: Path) -> Content:
    """What the folder says; faults are a failure here."""
    loaded = load(folder)
    assert loaded.content, loaded.findings
    return loaded.content


def note(folder: Path, key: str, language: str, *, by: str = "", on: date = TODAY) -> State:
    """Record a text as it is now: as reviewed where `by` says by whom, else as a draft."""
    known = entries(content_of(folder))
    state = checked(known[key], language, on, by) if by else drafted(known[key], language)
    record(folder, {key: {language: state}}, known)
    return state


def rewrite(file: Path, former: str, new: str) -> None:
    """Let staff change a text by hand."""
    text = file.read_text(encoding="utf-8")
    assert text.count(former) == 1, former
    file.write_text(text.replace(former, new), encoding="utf-8")
