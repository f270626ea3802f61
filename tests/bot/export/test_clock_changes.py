"""The weeks in which clocks change, in every file: the promised moment, as the clock on the wall shows it.

Each file is read back by a parser. What the wall shows is reckoned by hand, from the moment of the change.
"""

import asyncio
import csv
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import chain

import openpyxl
import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pydantic import ValidationError
from sqlalchemy import delete

from bot.clock import BERLIN
from bot.content.schedule import Hours, SpecialHours, Weekday
from bot.content.schema import Place
from bot.db import Appointment, Database
from bot.db.secrets import Vault, new_key
from bot.db.upgrade import upgrade
from bot.export import WRITERS, appointment_rows
from bot.export.calendar_file import meetup_calendar
from bot.replies import told
from bot.texts import read_catalogues
from tests.support.appointments import appointment
from tests.support.counter import Counter
from tests.support.meetups import weekly
from tests.support.pdf import pages
from tests.support.rules import RULES, one_adviser, with_adviser
from tests.support.town import real_content

# the change, and how far the wall is ahead of UTC in the hours before and after it
AUTUMN = (datetime(2026, 10, 25, 1, tzinfo=UTC), 2, 1)
SPRING = (datetime(2027, 3, 28, 1, tzinfo=UTC), 1, 2)
changes = pytest.mark.parametrize("change", [AUTUMN, SPRING], ids=["autumn", "spring"])
STEPS = st.integers(-36, 36) | st.integers(-1000, 1000)  # five minutes each: the night, the week
HALF_AN_HOUR = timedelta(minutes=30)
CONTENT = real_content().model_copy(update={"appointments": RULES})
VAULT = Vault([new_key()])


def wall(change, moment):
    """What the clock on the wall shows at a moment, without a zone."""
    switch, before, after = change
    return moment.replace(tzinfo=None) + timedelta(hours=before if moment < switch else after)


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database in which there is nothing at all."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    return request.getfixturevalue("fresh_postgres")


def listed(url, appointments):
    """The rows of the list with these appointments and no others."""
    return asyncio.run(_listed(url, appointments))


async def _listed(url, appointments):
    database = Database(url)
    await upgrade(database)
    async with database.write() as session:
        await session.execute(delete(Appointment))
        session.add_all(appointments)
    async with database.read() as session:
        found = await appointment_rows(session, CONTENT, VAULT, date(2026, 10, 1), date(2027, 4, 30))
    await database.close()
    return found


def in_workbook(data):
    """Code, day, beginning and end of every row."""
    page = openpyxl.load_workbook(BytesIO(data))["Termine"]
    return [(row[4], row[0].date(), row[2], row[3]) for row in page.iter_rows(min_row=2, values_only=True)]


def in_csv(data):
    """The same of the file for other programs."""
    _, *rows = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    return [as_read(row) for row in rows]


def in_print(data):
    """The same of the paper: the first five cells of a row stand one after the other."""
    texts = list(chain(*pages(data)))
    return [as_read(texts[at - 4 : at + 1]) for at, text in enumerate(texts) if text.startswith("W-")]


def as_read(cells):
    day, _, start, end, code = cells[:5]
    return code, datetime.strptime(day, "%d.%m.%Y").date(), time.fromisoformat(start), time.fromisoformat(end)  # noqa: DTZ007


def in_calendar(data):
    """Code, beginning and end of every event; moments."""
    found = Calendar.from_ical(data).walk("VEVENT")
    return [(str(one["UID"]).split("@")[0], one.decoded("DTSTART"), one.decoded("DTEND")) for one in found]


@changes
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEPS, min_size=1, max_size=8))
def test_every_file_tells_the_moment_that_was_promised(url, change, steps):
    """Whenever in the week, also in the night itself; in order of time, whatever the clock does meanwhile."""
    moments = sorted(change[0] + step * timedelta(minutes=5) for step in steps)
    made = [appointment(moment) for moment in moments]
    codes = [one.code for one in made]
    rows = listed(url, made)
    expected = [
        (
            code,
            wall(change, moment).date(),
            wall(change, moment).time(),
            wall(change, moment + HALF_AN_HOUR).time(),
        )
        for code, moment in zip(codes, moments, strict=True)
    ]

    assert in_workbook(WRITERS["xlsx"](rows, "Termine")) == expected
    assert in_csv(WRITERS["csv"](rows, "Termine")) == expected
    assert in_print(WRITERS["pdf"](rows, "Termine")) == expected
    assert in_calendar(WRITERS["ics"](rows, "Termine")) == [
        (code, moment, moment + HALF_AN_HOUR) for code, moment in zip(codes, moments, strict=True)
    ]


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (AUTUMN, ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"]),
        (SPRING, ["00:30", "01:00", "01:30", "03:00", "03:30", "04:00"]),
    ],
    ids=["autumn", "spring"],
)
def test_the_hour_that_comes_twice_is_told_twice_and_the_one_that_is_missing_never(url, change, shown):
    """Half hours from one hour and a half before the change; calendars keep all of them apart."""
    moments = [change[0] + number * HALF_AN_HOUR for number in range(-3, 3)]
    rows = listed(url, [appointment(moment) for moment in moments])

    assert [f"{row.start:%H:%M}" for row in rows] == shown
    assert [start for _, start, _ in in_calendar(WRITERS["ics"](rows, "Termine"))] == moments


@pytest.mark.parametrize("sunday", [date(2026, 10, 25), date(2027, 3, 28)])
def test_half_past_two_of_that_night_cannot_be_written_into_the_rules(sunday):
    """So nobody ever books it: neither every Sunday nor on this one."""
    for day in ({"start": "02:30", "end": "04:00"}, {"start": "01:00", "end": "02:30"}):
        with pytest.raises(ValidationError, match="clock-change"):
            SpecialHours.model_validate({"day": f"{sunday:%d.%m.%Y}"} | day)
        with pytest.raises(ValidationError, match="clock-change"):
            Hours.model_validate({"weekday": Weekday.SUNDAY} | day)


async def test_one_persons_file_follows_the_appointment_over_both_changes(database):
    """Entered, moved over it and back, taken out: one id, a growing number, ten o'clock by the wall."""
    hours = [{"weekday": weekday, "start": "09:00", "end": "11:00"} for weekday in ("Freitag", "Montag")]
    office = Counter(database, one_adviser(with_adviser(0, hours=hours)))
    say = read_catalogues()["ar"]
    for (switch, before, after), chat in ((AUTUMN, 1), (SPRING, 2)):
        office.now = switch - timedelta(days=14)
        friday = (switch - timedelta(days=9)).replace(hour=10 - before)
        monday = (switch + timedelta(days=8)).replace(hour=10 - after)
        made = await office.book(chat, friday)
        files = [told.booked(CONTENT, say, made)]
        for moment in (monday, friday):
            happened = await office.move(made, office.request(chat, moment))
            files.append(told.moved(CONTENT, say, happened.appointment, happened.former.starts_at))
        happened = await office.cancel(happened.appointment)
        files.append(told.cancelled(CONTENT, say, happened.appointment))
        calendars = [Calendar.from_ical(file.attachment.data) for file in files]
        events = [event for calendar in calendars for event in calendar.walk("VEVENT")]

        assert [str(calendar["METHOD"]) for calendar in calendars] == ["PUBLISH"] * 3 + ["CANCEL"]
        assert [event["SEQUENCE"] for event in events] == [0, 1, 2, 3]
        assert {event["UID"] for event in events} == {f"{made.code}@zuhause-in-winnenden"}
        assert [event.decoded("DTSTART") for event in events] == [friday, monday, friday, friday]
        assert all(event.decoded("DTEND") - event.decoded("DTSTART") == HALF_AN_HOUR for event in events)
        assert {event.decoded("DTSTART").astimezone(BERLIN).time() for event in events} == {time(10)}


@changes
def test_a_meetup_stays_at_its_hour_by_the_zone_told_in_its_own_file(change):
    """Fridays at three, four weeks around the change; read with the rules of the file alone."""
    switch, before, after = change
    church = {"church": Place(id="church", name={"de": "Kirche"}, address="Marienstr. 2")}
    now = switch - timedelta(days=14)
    calendar = Calendar.from_ical(meetup_calendar(weekly(on_public_holidays=True), church, "de", now))
    (zone,), (event,) = calendar.walk("VTIMEZONE"), calendar.walk("VEVENT")
    first = event.decoded("DTSTART").replace(tzinfo=None)
    told_zone = zone.to_tz(lookup_tzid=False)
    rule = rrulestr(event["RRULE"].to_ical().decode().partition(";UNTIL")[0], dtstart=first)
    shown = [found.replace(tzinfo=told_zone).astimezone(UTC) for found in rule[:4]]

    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [moment.hour for moment in shown] == [15 - before] * 2 + [15 - after] * 2
    assert [wall(change, moment).time() for moment in shown] == [time(15)] * 4
