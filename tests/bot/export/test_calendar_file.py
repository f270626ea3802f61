"""The calendar file, read back by a parser and expanded by dateutil's own rules."""

from datetime import UTC, date, datetime, time, timedelta

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from icalendar import Calendar

from bot.clock import BERLIN
from bot.content.meetups import occurrences
from bot.content.schedule import ExtraDate, MovedDate, Span
from bot.content.schema import Place
from bot.export.calendar_file import AHEAD, meetup_calendar
from tests.support.meetups import CAFE, meetups_and_moments, weekly

SUNDAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
PLACES = {
    "church": Place(
        id="church", name={"de": "Kirche"}, address="Marienstr. 2", latitude=48.875, longitude=9.398
    ),
    "hall": Place(id="hall", name={"de": "Halle"}, address="Am Markt 1; Hof"),
}
ABOUT = {
    "de": "Hier begegnen sich Menschen, jede Woche.",
    "ar": " ".join(["هنا يلتقي الناس في مقهى كل أسبوع."] * 4),
}


def file(meetup, language="de", now=SUNDAY):
    return meetup_calendar(meetup, PLACES, language, now)


def events(meetup, language="de", now=SUNDAY):
    return Calendar.from_ical(file(meetup, language, now)).walk("VEVENT")


def line(meetup, name):
    """The lines of a property as they stand in the file, unfolded."""
    lines = file(meetup).decode().replace("\r\n ", "").split("\r\n")
    return [found for found in lines if found.startswith((f"{name}:", f"{name};"))]


def expanded(calendar):
    """Start and place of every meeting as a calendar shows them, with overrides in place of usual dates."""
    shown = {}
    found = Calendar.from_ical(calendar).walk("VEVENT")
    for event in sorted(found, key=lambda event: "RECURRENCE-ID" in event):
        start, uid = event.decoded("DTSTART"), str(event["UID"])
        if "RECURRENCE-ID" in event:
            assert shown.pop((uid, event.decoded("RECURRENCE-ID"))), "overrides a date of the series"
        for instance in instances(event, start):
            assert (uid, instance) not in shown
            shown[uid, instance] = start if "RRULE" not in event else instance, str(event["LOCATION"])
    return sorted((start.astimezone(UTC), place) for start, place in shown.values())


def instances(event, start):
    if "RRULE" not in event:
        return [start]
    left_out = {excluded.dt for excluded in event["EXDATE"].dts} if "EXDATE" in event else set()
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
    dates = [datetime.combine(found.date(), found.time(), BERLIN) for found in rule]
    assert left_out <= set(dates), "only dates of the series are left out"
    return [found for found in dates if found not in left_out]


@settings(max_examples=150)
@given(meetups_and_moments())
def test_a_calendar_shows_exactly_the_meetings_of_a_year(meetup_and_moment):
    """Whatever is left out, moved and added, through both clock changes."""
    meetup, now = meetup_and_moment
    meetings = occurrences(meetup, now, now + AHEAD)
    places = {name: f"{place.address}, {place.town}" for name, place in PLACES.items()}

    assert expanded(file(meetup, now=now)) == [
        (one.start.astimezone(UTC), places[one.place]) for one in meetings
    ]


def test_a_plain_week_is_one_event_with_a_rule_until_a_year_ahead():
    """The end of the rule is the last date, in UTC as the standard asks for."""
    (event,) = events(weekly(on_public_holidays=True))

    assert event.decoded("DTSTART") == datetime(2026, 11, 27, 15, tzinfo=BERLIN)
    assert line(weekly(on_public_holidays=True), "RRULE")[2:] == ["RRULE:FREQ=WEEKLY;UNTIL=20271119T140000Z"]
    assert (
        line(weekly(on_public_holidays=True), "DTSTART")[-1] == "DTSTART;TZID=Europe/Berlin:20261127T150000"
    )


def test_what_is_left_out_stands_by_date_in_the_zone_of_the_series():
    """A cancelled Friday, and a pause that takes Christmas Day and New Year's Day along."""
    meetup = weekly(
        cancelled=[date(2026, 12, 4)], pauses=[Span(first=date(2026, 12, 20), last=date(2027, 1, 9))]
    )

    assert line(meetup, "EXDATE") == [
        "EXDATE;TZID=Europe/Berlin:20261204T150000,20261225T150000,20270101T150000,20270108T150000,20270326T150000"
    ]


def test_a_series_begins_with_a_meeting_that_takes_place():
    """Programs disagree about a first date that is left out at once."""
    (event,) = events(weekly(cancelled=[date(2026, 11, 27)], last=date(2026, 12, 4)))

    assert event.decoded("DTSTART").date() == date(2026, 12, 4)
    assert "EXDATE" not in event


def test_a_moved_date_overrides_its_usual_one_and_an_extra_date_stands_alone():
    """So that the calendar shows each once."""
    moved = MovedDate(usual=date(2026, 12, 4), day=date(2026, 12, 3), place="hall")
    series, override, extra = events(
        weekly(moved=[moved], extra=[ExtraDate(day=date(2026, 12, 6), start=time(11))])
    )

    assert override["UID"] == series["UID"] == "cafe@zuhause-in-winnenden"
    assert override.decoded("RECURRENCE-ID") == datetime(2026, 12, 4, 15, tzinfo=BERLIN)
    assert override.decoded("DTSTART") == datetime(2026, 12, 3, 15, tzinfo=BERLIN)
    assert override["LOCATION"] == "Am Markt 1; Hof, Winnenden"
    assert extra["UID"] == "cafe-20261206T1100@zuhause-in-winnenden"
    assert "RRULE" not in extra


def test_a_file_opened_later_takes_the_place_of_an_earlier_one():
    """Same id, higher number; the same moment gives the same bytes."""
    (before,), (after,) = events(CAFE), events(CAFE, now=SUNDAY + timedelta(days=1))

    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"] < 2**31
    assert before.decoded("DTSTAMP") == before.decoded("LAST-MODIFIED") == SUNDAY
    assert file(CAFE) == file(CAFE)


def test_an_end_is_told_only_where_it_is_known():
    """Without one the standard lets an event end where it starts; we invent no length."""
    (endless,), (ended,) = events(CAFE), events(weekly(end=time(17)))

    assert "DTEND" not in endless
    assert "DURATION" not in endless
    assert ended.decoded("DTEND") == datetime(2026, 11, 27, 17, tzinfo=BERLIN)


def test_it_says_what_it_is_in_the_persons_language_and_in_german():
    """And German once for those who read German, nothing where there is nothing to say."""
    meetup = weekly(about=ABOUT)
    (arabic,), (german,), (silent,) = events(meetup, "ar"), events(meetup, "de"), events(CAFE)

    assert arabic["SUMMARY"] == "Café"
    assert arabic["DESCRIPTION"] == ABOUT["ar"] + "\n\n" + ABOUT["de"]
    assert german["DESCRIPTION"] == events(meetup, "tr")[0]["DESCRIPTION"] == ABOUT["de"]
    assert "DESCRIPTION" not in silent


def test_it_says_where_unless_the_place_is_an_example():
    """With coordinates as well, where staff have entered them."""
    (known,) = events(CAFE)
    example = {"church": PLACES["church"].model_copy(update={"example": True})}
    (unknown,) = Calendar.from_ical(meetup_calendar(CAFE, example, "de", SUNDAY)).walk("VEVENT")

    assert known["LOCATION"] == "Marienstr. 2, Winnenden"
    assert (known["GEO"].latitude, known["GEO"].longitude) == (48.875, 9.398)
    assert "LOCATION" not in unknown
    assert "GEO" not in unknown


def test_the_file_keeps_the_letter_of_the_standard():
    """CRLF only, at most 75 octets a line, no letter torn apart, the zone told before it is used."""
    written = file(weekly(about=ABOUT), "ar")
    lines = written.split(b"\r\n")

    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert all(folded.decode() for folded in lines[:-1])
    assert written.index(b"BEGIN:VTIMEZONE") < written.index(b"BEGIN:VEVENT")
    assert line(CAFE, "VERSION") == ["VERSION:2.0"]


def test_the_zone_in_the_file_is_the_one_of_the_town():
    """Its two rules give Berlin's offset for every hour around the last Sundays of thirty years."""
    (zone,) = Calendar.from_ical(file(CAFE)).walk("VTIMEZONE")
    told = zone.to_tz(lookup_tzid=False)
    for year in range(2026, 2056):
        for month in (3, 10):
            for hours in range(24 * 23, 24 * 31):
                moment = datetime(year, month, 1, tzinfo=UTC) + timedelta(hours=hours)
                assert moment.astimezone(told).utcoffset() == moment.astimezone(BERLIN).utcoffset()


def test_a_meetup_without_dates_gives_a_file_without_events():
    """Nothing is better than something wrong."""
    assert events(weekly(last=date(2026, 11, 20))) == []
