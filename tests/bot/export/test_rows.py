"""The list of a period: who comes when, in the words of the office and the times of the clock on its wall."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.clock import BERLIN
from bot.db.secrets import Vault, WrongKey, new_key
from bot.export import appointment_rows
from bot.export.rows import HEADINGS, phone_text
from tests.support.appointments import appointment
from tests.support.rules import RULES
from tests.support.town import real_content

THURSDAY = date(2026, 11, 26)
VAULT = Vault([new_key()])


def berlin(*moment):
    return datetime(*moment, tzinfo=BERLIN).astimezone(UTC)


async def rows(database, first, last=None, *appointments, **choice):
    content = real_content().model_copy(update={"appointments": RULES})
    async with database.write() as session:
        session.add_all(appointments)
    async with database.read() as session:
        return await appointment_rows(session, content, VAULT, first, last or first, **choice)


async def test_a_row_says_everything_the_desk_needs_and_nothing_more(database):
    """Day, times, code, subject, adviser, room, language, interpreter; no chat number."""
    somebody = appointment(berlin(2026, 11, 26, 10), code="W-7K3F", chat_id=987654321, status="past")
    (row,) = await rows(database, THURSDAY, None, somebody)

    assert row.values() == (
        THURSDAY,
        "Donnerstag",
        time(10),
        time(10, 30),
        "W-7K3F",
        "Arbeit",
        "Beraterin Eins",
        "Zimmer 1",
        "Arabisch",
        "ja, Arabisch",
        "",
        "",
        "gebucht",
    )
    assert len(row.values()) == len(HEADINGS)
    assert "987654321" not in str(row)


async def test_a_name_that_was_given_is_opened_for_the_list(database):
    """In the database it stands sealed; signs that would turn other words round are taken out of it."""
    sealed = {"name": VAULT.seal(" \u202eمحمد\n  Müller"), "phone": VAULT.seal("+49 151 23456789")}
    (row,) = await rows(database, THURSDAY, None, appointment(berlin(2026, 11, 26, 10), **sealed))

    assert (row.name, row.phone) == ("محمد Müller", "01512 3456789")


async def test_a_name_sealed_with_another_key_is_told_and_not_left_out(database):
    """A list without names would look complete."""
    sealed = Vault([new_key()]).seal("Müller")
    with pytest.raises(WrongKey):
        await rows(database, THURSDAY, None, appointment(berlin(2026, 11, 26, 10), name=sealed))


async def test_an_answer_to_the_reminder_is_shown(database):
    """Whoever is not coming leaves a gap that the desk can use."""
    moments = [berlin(2026, 11, 26, hour) for hour in (9, 10, 11)]
    answers = zip(moments, (True, False, None), strict=True)
    off = appointment(berlin(2026, 11, 26, 12), status="cancelled", coming=False)
    found = [appointment(moment, coming=coming) for moment, coming in answers]
    listed = await rows(database, THURSDAY, None, *found, off, cancelled=True)

    assert [row.status for row in listed] == ["gebucht, kommt", "gebucht, kommt nicht", "gebucht", "abgesagt"]


async def test_a_calendar_is_told_what_it_needs(database):
    """The moment in UTC, how often it has changed, and where."""
    (row,) = await rows(database, THURSDAY, None, appointment(berlin(2026, 11, 26, 10), sequence=2))

    assert (row.event.starts_at, row.event.sequence) == (berlin(2026, 11, 26, 10), 2)
    assert row.event.location == "Zimmer 1"


async def test_only_the_days_asked_for_and_in_order(database):
    """From the first minute of the first day to the last minute of the last, as days go in Winnenden."""
    inside = [berlin(2026, 11, 26, 0), berlin(2026, 11, 26, 9), berlin(2026, 11, 26, 23, 55)]
    outside = [inside[0] - timedelta(minutes=5), inside[-1] + timedelta(minutes=5)]
    appointments = [appointment(moment) for moment in [*reversed(inside), *outside]]
    found = await rows(database, THURSDAY, None, *appointments)

    assert [row.start for row in found] == [time(0), time(9), time(23, 55)]


async def test_at_one_time_the_advisers_stand_in_order(database):
    """The list does not change from one export to the next."""
    ten = berlin(2026, 11, 26, 10)
    found = await rows(database, THURSDAY, None, appointment(ten, adviser="two"), appointment(ten))

    assert [row.adviser for row in found] == ["Beraterin Eins", "Berater Zwei"]


async def test_cancelled_ones_come_only_when_asked_for(database):
    """And say so."""
    nine, ten = berlin(2026, 11, 26, 9), berlin(2026, 11, 26, 10)
    cancelled = appointment(nine, status="cancelled", cancelled_at=nine)

    assert [row.status for row in await rows(database, THURSDAY, None, cancelled, appointment(ten))] == [
        "gebucht"
    ]
    both = await rows(database, THURSDAY, cancelled=True)
    assert [(row.start, row.status) for row in both] == [(time(9), "abgesagt"), (time(10), "gebucht")]


async def test_the_clock_change_moves_nobody(database):
    """Ten o'clock is ten o'clock before and after the last Sundays of March and October."""
    days = [date(2026, 3, 26), date(2026, 3, 30), date(2026, 10, 22), date(2026, 10, 26)]
    appointments = [appointment(berlin(day.year, day.month, day.day, 10)) for day in days]
    found = await rows(database, days[0], days[-1], *appointments)

    assert [(row.day, row.start, row.end) for row in found] == [(day, time(10), time(10, 30)) for day in days]


async def test_the_days_of_the_clock_change_have_23_and_25_hours(database):
    """The last Sunday of October ends an hour later in UTC than it began."""
    for sunday in (date(2026, 3, 29), date(2026, 10, 25)):
        midnight = berlin(sunday.year, sunday.month, sunday.day)
        after = berlin(sunday.year, sunday.month, sunday.day + 1)
        moments = [midnight, after - timedelta(minutes=5), midnight - timedelta(minutes=5), after]
        found = await rows(database, sunday, None, *map(appointment, moments))

        assert [row.start for row in found] == [time(0), time(23, 55)]


async def test_what_content_no_longer_knows_keeps_its_id(database):
    """An adviser who has left, a subject that was removed: the appointment still stands."""
    old = appointment(berlin(2026, 11, 26, 10), adviser="gone", subject="removed", interpreter="none")
    (row,) = await rows(database, THURSDAY, None, old)

    assert (row.adviser, row.room, row.subject) == ("gone", "", "removed")


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("+4915123456789", "01512 3456789"),
        ("0151 23456789", "01512 3456789"),
        ("+43 664 1234567", "0043 664 1234567"),
        ("+963944123456", "00963 944 123 456"),
        ("", ""),
        ("nach 18 Uhr", "nach 18 Uhr"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_number_is_shown_as_one_dials_it_here(given, shown):
    """Without a plus, which tables reckon with; what is no number stays as it is."""
    assert phone_text(given) == shown
