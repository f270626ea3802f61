"""`zuhause appointments`: the desk's list, on both databases, and a sentence for every slip."""

import asyncio
import os
import re
from datetime import UTC, datetime

import openpyxl
import pytest
from icalendar import Calendar
from sqlalchemy import update
from typer.testing import CliRunner

from bot.clock import BERLIN
from bot.commands.appointments import app
from bot.db import Appointment, Database
from bot.db.secrets import Vault, new_key
from bot.db.upgrade import upgrade
from tests.support.appointments import appointment
from tests.support.pdf import pages
from tests.support.town import ROOT


def berlin(*moment):
    return datetime(*moment, tzinfo=BERLIN).astimezone(UTC)


async def fill(url):
    """Wednesday, two on Thursday (one cancelled), Friday."""
    database = Database(url)
    await upgrade(database)
    async with database.write() as session:
        session.add_all(
            [
                appointment(berlin(2026, 11, 25, 9), code="W-WED"),
                appointment(berlin(2026, 11, 26, 9), code="W-THU", adviser="=1+1"),
                appointment(berlin(2026, 11, 26, 10), code="W-OFF", status="cancelled"),
                appointment(berlin(2026, 11, 27, 9), code="W-FRI"),
            ]
        )
    await database.close()


@pytest.fixture
def desk(monkeypatch, tmp_path):
    """A folder of the desk's own, without settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENT_DIR", str(ROOT / "content"))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'office.db'}")
    return lambda *arguments: CliRunner().invoke(app, arguments)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request, desk, monkeypatch, tmp_path):
    """The desk with four appointments, on each database."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("fresh_postgres")
    monkeypatch.setenv("DATABASE_URL", url)
    asyncio.run(fill(url))
    return desk


THURSDAY = ("--from", "26.11.2026", "--to", "26.11.2026")


def test_thursday_is_only_thursday(office):
    """Without those that were cancelled; days may be written in both ways."""
    for day in ("26.11.2026", "2026-11-26"):
        shown = office("list", "--from", day, "--to", day)

        assert shown.exit_code == 0, shown.output
        assert "W-THU" in shown.output
        assert not {"W-WED", "W-OFF", "W-FRI"} & set(shown.output.split())


def test_cancelled_ones_are_shown_on_demand(office):
    """To see who has freed a time."""
    shown = office("list", *THURSDAY, "--cancelled").output

    assert "W-OFF" in shown
    assert "abgesagt" in shown


def test_a_workbook_of_thursday(office, tmp_path):
    """Read back: one appointment, a real date, and an adviser who is no formula."""
    done = office("export", *THURSDAY, "--output", "liste.xlsx")

    assert done.exit_code == 0, done.output
    page = openpyxl.load_workbook(tmp_path / "liste.xlsx")["Termine"]
    assert page.max_row == 2
    assert (page["A2"].is_date, page["C2"].is_date, page["E2"].value) == (True, True, "W-THU")
    assert (page["G2"].value, page["G2"].data_type) == ("=1+1", "s")


def test_csv_of_thursday(office, tmp_path):
    """The file is named after the days where no name is given."""
    done = office("export", *THURSDAY, "--format", "csv", "--cancelled")

    assert done.exit_code == 0, done.output
    data = (tmp_path / "termine_2026-11-26_2026-11-26.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 3
    assert b";'=1+1;" in data


def test_a_calendar_of_thursday(office, tmp_path):
    """With the cancelled one, which calendars take out by its id."""
    done = office("export", *THURSDAY, "--format", "ics", "--cancelled")

    assert done.exit_code == 0, done.output
    found = Calendar.from_ical((tmp_path / "termine_2026-11-26_2026-11-26.ics").read_bytes()).walk("VEVENT")
    assert [(str(event["UID"]).partition("@")[0], event["STATUS"]) for event in found] == [
        ("W-THU", "CONFIRMED"),
        ("W-OFF", "CANCELLED"),
    ]


def test_a_printed_thursday_says_how_old_it_is(office, tmp_path):
    """A list on paper does not change any more."""
    done = office("export", *THURSDAY, "--format", "pdf")

    assert done.exit_code == 0, done.output
    (page,) = pages((tmp_path / "termine_2026-11-26_2026-11-26.pdf").read_bytes())
    assert re.fullmatch(r"Termine 26\.11\.2026 bis 26\.11\.2026, Stand \d\d\.\d\d\.\d{4} \d\d:\d\d", page[0])
    assert "W-THU" in page
    assert "W-OFF" not in page


def test_a_name_stands_in_the_list_for_whoever_has_the_key(office, tmp_path, monkeypatch):
    """And for nobody else: without the key nothing is written."""
    keys = new_key(), new_key()
    asyncio.run(name_somebody(os.environ["DATABASE_URL"], Vault(keys[:1]).seal("أيشة Müller")))
    for key, code in zip(keys, (0, 1), strict=True):
        monkeypatch.setenv("ENCRYPTION_KEY", key)
        done = office("export", *THURSDAY, "--format", "csv", "--output", f"{code}.csv")

        assert done.exit_code == code, done.output
    assert "أيشة Müller" in (tmp_path / "0.csv").read_text(encoding="utf-8-sig")
    assert "another key" in done.output
    assert not (tmp_path / "1.csv").exists()


async def name_somebody(url, sealed):
    database = Database(url)
    async with database.write() as session:
        await session.execute(update(Appointment).where(Appointment.code == "W-THU").values(name=sealed))
    await database.close()


def test_days_without_appointments(desk):
    """Also on the very first day, when there is no database yet."""
    assert "keine Termine" in desk("list", *THURSDAY).output


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--from", "27.11.2026", "--to", "26.11.2026"), "Sind die beiden vertauscht?"),
        (("--from", "31.11.2026"), "„31.11.2026“ ist kein Tag"),
        (("--to", "morgen"), "„morgen“ ist kein Tag"),
    ],
)
def test_a_slip_in_a_day_is_one_clear_sentence(desk, arguments, sentence):
    """Nothing is written."""
    for command in ("list", "export"):
        done = desk(command, *arguments)

        assert done.exit_code == 1
        assert sentence in done.output.replace("\n", " ")
        assert done.exception is None or isinstance(done.exception, SystemExit)


@pytest.mark.parametrize("place", ["no/such/folder/liste.xlsx", "."])
def test_a_place_that_cannot_be_written_is_one_clear_sentence(desk, place):
    """A missing folder, a folder instead of a file."""
    done = desk("export", *THURSDAY, "--output", place)

    assert done.exit_code == 1
    assert "Bitte einen anderen Ort mit --output angeben." in done.output.replace("\n", " ")
    assert isinstance(done.exception, SystemExit)
