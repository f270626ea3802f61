"""A small content folder without faults, and one in which the test's docstring replaces a file."""

import inspect
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from bot.content.findings import Finding, Severity
from bot.content.load import Loaded, load

TODAY = date(2026, 11, 24)  # a Tuesday

CLEAN = {
    "contacts.yaml": """
        first: office
        contacts:
          - id: office
            name: Integrationsmanagement
            phone: 07195 13-327
            mail: zuhause@winnenden.de
          - id: in-tact
            name: IN Tact
    """,
    "places.yaml": """
        places:
          - id: church
            name:
              de: Katholische Kirche
            address: Marienstr. 2
          - id: house
            name: {de: Asarija Haus}
            address: Asarija Haus
            latitude: 48.875
            longitude: 9.398
    """,
    "meetups.yaml": """
        meetups:
          - id: cafe
            name: Ukraine-Café
            weekday: Freitag
            start: 15:00
            place: church
    """,
    "appointments.yaml": """
        minutes: 30
        contact: office
        subjects:
          - id: work
            title: {de: Arbeit}
        advisers:
          - id: adviser-1
            name: Beraterin 1
            room: room-1
            hours:
              - {weekday: Montag, start: 09:00, end: 12:00}
        rooms: [{id: room-1, name: Zimmer 1}]
    """,
    "topics/emergency.yaml": """
        id: emergency
        title: {de: Notfall}
        answer: {de: Rufen Sie 112.}
    """,
    "topics/housing.yaml": """
        id: housing
        title: {de: Wohnen}
        answer:
          de: Wir helfen bei der Suche.
        examples:
          de:
            - Wo finde ich eine Wohnung?
    """,
    "topics/work.yaml": """
        id: work
        title: {de: Arbeit}
        answer:
          de: Wir helfen bei der Suche.
        contacts: [office]
        places: [house]
        meetups: [cafe]
        buttons: [housing, book-appointment]
    """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The clean folder on disk."""
    (tmp_path / "topics").mkdir()
    for name, text in CLEAN.items():
        (tmp_path / name).write_text(inspect.cleandoc(text) + "\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def loaded(folder: Path, request: pytest.FixtureRequest) -> Loaded:
    """The folder when the test's docstring replaces the file that its first line names."""
    text = inspect.cleandoc(request.function.__doc__) + "\n"
    path = folder / text.splitlines()[0].removeprefix("# ")
    path.write_text(text, encoding="utf-8")
    found = load(folder, advice_on=TODAY)
    assert (found.content is None) == bool(found.findings)
    for finding in (*found.findings, *found.advice):
        lines = Path(finding.file).read_text(encoding="utf-8").splitlines()
        assert finding.source_line == lines[finding.line - 1].strip()
        assert finding.sentence("en") != finding.sentence("de")
    assert {finding.severity for finding in found.findings} <= {Severity.FAULT}
    assert {finding.severity for finding in found.advice} <= {Severity.ADVICE}
    return found


@pytest.fixture
def report(loaded: Loaded, folder: Path) -> list[str]:
    """The faults as staff read them in German, without the folder's name."""
    return _as_read(loaded.findings, folder)


@pytest.fixture
def advice(loaded: Loaded, folder: Path) -> list[str]:
    """The advice on a file without faults; these short files have other things to say in their first line."""
    assert loaded.findings == ()
    return _as_read((finding for finding in loaded.advice if finding.kind != "schema-line"), folder)


def _as_read(findings: Iterable[Finding], folder: Path) -> list[str]:
    return [f"{finding.place}: {finding.sentence()}".replace(f"{folder}/", "") for finding in findings]
