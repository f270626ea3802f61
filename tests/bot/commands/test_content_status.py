"""`zuhause content status`: how far the texts are, readable without colour and by machines."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from bot import clock
from bot.commands.content import app
from bot.content.overview import overview, stale_topics
from bot.languages import BY_CODE
from tests.support.office import TODAY, content_of, note, rewrite, write_office
from tests.support.town import SUNDAY


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The terminal is as narrow as a terminal gets, and has no colours."""
    monkeypatch.setenv("COLUMNS", "80")
    return write_office(tmp_path / "content")


def status(folder, *options):
    return CliRunner().invoke(app, ["status", "--directory", str(folder), *options])


def line(output, start):
    (found,) = (line for line in output.splitlines() if line.strip().startswith(start))
    return found


def test_every_text_has_its_sign_in_every_language(folder):
    """In the order of the table of languages."""
    note(folder, "places/church", "ar", by="Olha")
    note(folder, "places/church", "de", by="Anna")
    rewrite(folder / "places.yaml", "Katholische Kirche", "Alte Kirche")
    note(folder, "contacts/office", "de", by="Anna")
    seen = status(folder)

    assert seen.exit_code == 0, seen.output
    assert line(seen.output, "de en").split() == list(BY_CODE)
    assert line(seen.output, "church").split()[1:] == ["●", "–", "–", "–", "!", *"–––––––––"]
    assert line(seen.output, "office").split()[1:] == ["✓", *"–" * 13]
    headings = ["Themen", "Kontakte", "Orte", "Termine"]
    assert [text.strip() for text in seen.output.splitlines() if text.strip() in headings] == headings


def test_each_sign_is_explained_and_counted(folder):
    """By language, below the table."""
    note(folder, "contacts/office", "de", by="Anna")
    output = status(folder).output

    assert "✓ geprüft   ● Entwurf   ! veraltet   – fehlt" in output
    assert line(output, "– fehlt  ").split()[2:] == ["5", "5", "5", "4", *"555555555"]
    assert line(output, "● Entwurf  ").split()[2:] == ["4", "1"]


def test_eighty_columns_are_enough(folder):
    """Also for a topic with the longest id there can be."""
    (folder / "topics" / f"{'x' * 32}.yaml").write_text(
        f"id: {'x' * 32}\ntitle: {{de: Lang}}\nanswer: {{de: Lang.}}\n", encoding="utf-8"
    )
    table = status(folder).output.partition("Bitte wieder")[0]

    assert max(map(cell_len, table.splitlines())) <= 80
    assert line(table, "xxx").split()[1:] == ["●", *"–" * 13]
    assert "\x1b" not in table


def test_one_language_alone_also_says_who_checked_what_and_when(folder):
    """The question before somebody reviews."""
    note(folder, "places/church", "ar", by="Olha Müller")
    output = status(folder, "--lang", "ar").output

    assert line(output, "church").split() == ["church", "✓", "geprüft", "22.11.2026", "Olha", "Müller"]
    assert line(output, "office").split() == ["office", "–", "fehlt"]


def test_machines_get_the_same_as_json(folder):
    """For pages, and for tests in the pipeline."""
    note(folder, "topics/work", "de", by="Anna", on=TODAY - timedelta(days=1000))
    told = json.loads(status(folder, "--json", "--lang", "de,ar").stdout)

    assert told["texts"]["places/church"] == {"de": "draft", "ar": "draft"}
    assert told["sums"]["ar"] == {"reviewed": 0, "draft": 1, "outdated": 0, "missing": 4}
    assert [late["topic"] for late in told["stale"]] == ["emergency", "work"]
    assert told["stale"][1]["checked"] == f"{TODAY - timedelta(days=1000)}"
    assert told["meetups_without_date"] == []


def test_a_topic_is_stale_once_nobody_has_checked_it_for_longer_than_it_allows(folder):
    """Ninety days here; emergency, never checked, comes before all that were."""
    note(folder, "topics/work", "de", by="Anna")
    content = content_of(folder)

    def stale(days):
        return [(late.topic, late.days) for late in stale_topics(content, TODAY + timedelta(days=days))]

    assert stale(90) == [("emergency", None)]
    assert stale(91) == [("emergency", None), ("work", 91)]


def test_a_checked_topic_is_stale_again_once_its_text_changes(folder):
    """Nobody has checked what it says now."""
    note(folder, "topics/emergency", "de", by="Anna")
    note(folder, "topics/work", "de", by="Anna")
    assert stale_topics(content_of(folder), TODAY) == []

    rewrite(folder / "topics" / "emergency.yaml", "Rufen Sie 112.", "Rufen Sie 112 an.")
    assert [late.topic for late in stale_topics(content_of(folder), TODAY)] == ["emergency"]


def test_an_example_is_not_stale(folder):
    """Nobody reads it."""
    with (folder / "topics" / "work.yaml").open("a", encoding="utf-8") as file:
        file.write("example: true\n")

    assert [late.topic for late in stale_topics(content_of(folder), TODAY)] == ["emergency"]


def test_stale_topics_come_with_what_to_type(folder):
    """One line for all of them."""
    note(folder, "topics/work", "de", by="Anna", on=TODAY - timedelta(days=1000))
    output = status(folder).output

    assert "  emergency: nicht geprüft, seit er so dasteht" in output
    assert "work: zuletzt am 26.02.2024, vor " in output
    assert "So vermerken Sie es: zuhause content review emergency work\n" in output


def test_nothing_stale_is_said_too(folder):
    """Praise for the office."""
    today = clock.berlin_day(clock.now())
    for topic in ("work", "emergency"):
        note(folder, f"topics/{topic}", "de", by="Anna", on=today)

    assert "Alle deutschen Texte sind rechtzeitig geprüft." in status(folder).output


def test_a_meetup_that_is_over_is_named(folder):
    """Somebody has to write down new days, or delete it."""
    with (folder / "meetups.yaml").open("a", encoding="utf-8") as file:
        file.write("    last: 31.12.2026\n")
    content = content_of(folder)

    assert overview(content, SUNDAY).without_date == []
    assert overview(content, datetime(2027, 1, 1, tzinfo=UTC)).without_date == ["cafe"]


def test_faulty_content_is_told_and_not_judged(folder):
    """The report of the check, and an end with 1; for machines not on stdout."""
    (folder / "places.yaml").write_text("places:\n\t- id: x\n", encoding="utf-8")

    seen = status(folder)
    assert seen.exit_code == 1
    assert f"{folder / 'places.yaml'}:2: " in seen.stdout
    assert status(folder, "--json").stdout == ""


@pytest.mark.parametrize(
    ("code", "hint"), [("ku", "Erlaubt: de, en"), ("Arabisch", "Meinten Sie „ar“?"), ("uk ", "")]
)
def test_an_unknown_language_is_named_with_the_one_that_was_meant(folder, code, hint):
    """By its code or by its German name."""
    seen = status(folder, "--lang", code)

    assert seen.exit_code == (1 if hint else 0)
    assert hint in seen.stderr
