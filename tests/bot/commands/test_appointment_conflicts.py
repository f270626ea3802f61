"""`zuhause appointments conflicts`: staff see what their new hours leave out, and nothing is lost."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from bot.clock import BERLIN, berlin_day, now
from bot.commands.appointments import app
from bot.content.holidays import is_public_holiday
from bot.content.load import load
from bot.db import Appointment, Database
from bot.db.upgrade import upgrade
from tests.support.appointments import appointment
from tests.support.office import write_office


def next_monday(hour):
    """A working Monday in a month or so, when the office of the tests is there from nine to twelve."""
    day = berlin_day(now()) + timedelta(days=30)
    while day.weekday() or is_public_holiday(day):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, hour, tzinfo=BERLIN).astimezone(UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def office(request, monkeypatch, tmp_path):
    """A content folder, a database with one appointment at ten, and the command."""
    url = f"sqlite:///{tmp_path / 'office.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("fresh_postgres")
    content = write_office(tmp_path / "content")
    for name, value in {"CONTENT_DIR": content, "DATA_DIR": tmp_path / "data", "DATABASE_URL": url}.items():
        monkeypatch.setenv(name, str(value))
    asyncio.run(fill(url))
    return content / "appointments.yaml", url


async def fill(url):
    database = Database(url)
    await upgrade(database)
    booked = appointment(next_monday(10), code="W-TEN", adviser="adviser-1", room="room-1")
    async with database.write() as session:
        session.add(booked)
    await database.close()


async def booked(url):
    database = Database(url)
    async with database.read() as session:
        count = await session.scalar(select(func.count()).where(Appointment.status == "booked"))
    await database.close()
    return count


def rewrite(file, former, new):
    text = file.read_text(encoding="utf-8")
    assert former in text
    file.write_text(text.replace(former, new), encoding="utf-8")
    assert load(file.parent).content


def conflicts():
    done = CliRunner().invoke(app, ["conflicts"])
    assert done.exit_code == 0, done.output
    return done.output


def test_what_fits_is_no_conflict(office):
    """As booked."""
    assert "passen zu den Zeiten" in conflicts()


@pytest.mark.parametrize(
    ("former", "new", "reason"),
    [
        ("start: 09:00", "start: 11:00", "zu dieser Zeit nicht da"),
        ("id: adviser-1", "id: adviser-2", "gibt keine Termine mehr"),
        ("minutes: 30", "minutes: 30\nclosed: [{day}]", "ist geschlossen"),
        ("room: room-1", "room: room-1\n    away: [{{first: {day}, last: {day}}}]", "an diesem Tag nicht da"),
    ],
    ids=["hours", "adviser", "closed", "away"],
)
def test_what_staff_change_is_told_and_nothing_is_cancelled(office, former, new, reason):
    """Day, time, code, and why it does not fit."""
    file, url = office
    day = next_monday(10).astimezone(BERLIN)
    rewrite(file, former, new.format(day=f"{day:%d.%m.%Y}"))
    shown = conflicts()

    assert f"{day:%d.%m.%Y}" in shown
    assert "10:00" in shown
    assert "W-TEN" in shown
    assert reason in shown
    assert asyncio.run(booked(url)) == 1
