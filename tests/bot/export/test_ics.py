"""Appointments in calendars: entered once, moved and taken out by their id, without anybody's name."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from bot.content.schema import Place
from bot.export import WRITERS
from bot.export.ics import appointment_calendar
from tests.support.appointments import appointment
from tests.support.lists import EVENT, ROW, row_with

TEN = datetime(2026, 11, 26, 9, tzinfo=UTC)
BOOKED = datetime(2026, 11, 20, 8, tzinfo=UTC)
OFFICE = Place(id="office", name={"de": "Rathaus"}, address="Torstr. 10; Hof", latitude=48.87, longitude=9.39)


def booked(sequence=0, **changes):
    return appointment(TEN, code="W-7K3F", created_at=BOOKED, sequence=sequence, **changes)


def cancelled():
    return booked(1, status="cancelled", cancelled_at=BOOKED + timedelta(days=1))


def events(file):
    return Calendar.from_ical(file).walk("VEVENT")


def lines(file):
    """The lines of the file, unfolded."""
    return file.decode().replace("\r\n ", "").split("\r\n")


def test_one_persons_file_says_when_and_where():
    """In UTC, which needs no list of zones; the place as it stands on an envelope."""
    file = appointment_calendar(booked(), OFFICE, room="Zimmer 1", summary="موعد W-7K3F", description="Pass")
    (event,) = events(file)

    assert {"DTSTART:20261126T090000Z", "DTEND:20261126T093000Z", "METHOD:PUBLISH"} <= set(lines(file))
    assert (event["UID"], event["STATUS"], event["CLASS"]) == (
        "W-7K3F@zuhause-in-winnenden",
        "CONFIRMED",
        "PRIVATE",
    )
    assert event["LOCATION"] == "Zimmer 1, Torstr. 10; Hof, Winnenden"
    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("موعد W-7K3F", "Pass")
    assert event.decoded("DTSTAMP") == BOOKED


def test_a_cancelled_appointment_goes_out_of_the_calendar():
    """The same id, a larger number, and the method that calendars take it out by."""
    before, after = (
        appointment_calendar(booked(), OFFICE),
        appointment_calendar(cancelled(), OFFICE, "CANCEL"),
    )
    (first,), (second,) = events(before), events(after)

    assert "METHOD:CANCEL" in lines(after)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]
    assert (second["STATUS"], second["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert second.decoded("DTSTAMP") > first.decoded("DTSTAMP")


def test_a_moved_appointment_does_not_claim_to_know_when_it_was_moved():
    """We keep how often, which is what calendars go by."""
    (event,) = events(appointment_calendar(booked(1), OFFICE))

    assert event["SEQUENCE"] == 1
    assert "LAST-MODIFIED" not in event


@pytest.mark.parametrize("place", [None, OFFICE.model_copy(update={"example": True})])
def test_no_place_is_told_that_is_only_an_example(place):
    """And without texts there is the code alone."""
    (event,) = events(appointment_calendar(booked(), place))

    assert "LOCATION" not in event
    assert "DESCRIPTION" not in event
    assert event["SUMMARY"] == "W-7K3F"


def test_the_same_appointment_gives_the_same_bytes():
    """Nothing in it depends on when it was asked for."""
    assert appointment_calendar(booked(), OFFICE) == appointment_calendar(booked(), OFFICE)


def test_the_desks_calendar_knows_code_language_and_subject():
    """No name, no number; who interprets stands below."""
    file = WRITERS["ics"]([ROW], "Termine")
    (event,) = events(file)

    assert event["SUMMARY"] == "W-7K3F Ukrainisch: Arbeit"
    assert event["DESCRIPTION"] == "Dolmetscher: ja, Ukrainisch"
    assert "X-WR-CALNAME:Termine" in lines(file)
    assert ROW.name not in file.decode().replace("\r\n ", "")
    assert "0151" not in file.decode()


def test_the_desks_calendar_marks_what_was_cancelled():
    """A list is published whole; each appointment says how it stands."""
    other = replace(EVENT, code="W-OFF", sequence=3, cancelled=True)
    first, second = events(WRITERS["ics"]([ROW, row_with(event=other)], "Termine"))

    assert (first["STATUS"], second["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert (second["UID"], second["SEQUENCE"]) == ("W-OFF@zuhause-in-winnenden", 3)


def test_nothing_in_a_word_becomes_a_line_of_its_own():
    """Whatever somebody called a subject."""
    file = WRITERS["ics"](
        [row_with(subject="Arbeit\r\nATTENDEE:mailto:x@example.org; \\n, ü" * 5)], "Termine"
    )
    (event,) = events(file)

    assert "ATTENDEE" not in event
    assert not [line for line in lines(file) if line.startswith("ATTENDEE")]
    assert max(len(line) for line in file.split(b"\r\n")) <= 75


def test_an_empty_week_is_a_calendar():
    """Nothing is better than something wrong."""
    assert events(WRITERS["ics"]([], "Termine")) == []
