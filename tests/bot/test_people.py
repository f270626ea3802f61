"""What is kept about a person, for how long, and that it is really gone afterwards."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot import inbox
from bot.db import Appointment, BookingDraft, BusyCell, Hold, InboxRow, Person, Waiting
from bot.people import DRAFT_KEPT, HOLD_KEPT, INBOX_KEPT, SEEN_EVERY, forget, purge, remember, scrub
from tests.support.appointments import appointment, hold, waiting

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
RETENTION = timedelta(days=90)


def draft(chat_id, updated_at=NOW):
    return BookingDraft(chat_id=chat_id, intent=f"intent-{chat_id}", updated_at=updated_at)


def person(chat_id, seen_at=NOW):
    return Person(chat_id=chat_id, seen_at=seen_at, language_chosen=False)


async def add(database, *rows):
    async with database.write() as session:
        session.add_all(rows)


async def count(database, table):
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(table))


async def purged(database, retention_days=90):
    async with database.write() as session:
        return await purge(session, NOW, retention_days)


async def test_a_person_is_known_from_the_first_message_on(database):
    """A chat number and a moment, nothing else; the second message finds the same row."""
    for moment in (NOW, NOW + SECOND):
        async with database.write() as session:
            somebody = await remember(session, 7, moment)

    assert (somebody.chat_id, somebody.seen_at, somebody.language) == (7, NOW, None)
    assert await count(database, Person) == 1


@pytest.mark.parametrize(("later", "moves"), [(SEEN_EVERY, False), (SEEN_EVERY + SECOND, True)])
async def test_the_last_sight_is_noted_once_a_day(database, later, moves):
    """Not with every message: it is there for deleting, not for watching."""
    for moment in (NOW, NOW + later):
        async with database.write() as session:
            somebody = await remember(session, 7, moment)

    assert somebody.seen_at == (NOW + later if moves else NOW)


async def test_forgetting_takes_everything_of_one_person_and_nothing_of_another(database):
    """Person, draft, appointment, hold and place in line go; the times are free for somebody else."""
    mine, other = appointment(NOW, chat_id=7), appointment(NOW + timedelta(days=1), chat_id=8)
    held, kept = hold(NOW, chat_id=7), hold(NOW, chat_id=8)
    await add(database, person(7), person(8), draft(7), draft(8), mine, other, held, kept)
    await add(
        database,
        BusyCell(resource="adviser:one", cell=1, appointment_id=mine.id),
        BusyCell(resource="adviser:one", cell=2, appointment_id=other.id),
        BusyCell(resource="adviser:two", cell=1, hold_id=held.id),
        BusyCell(resource="adviser:two", cell=2, hold_id=kept.id),
        waiting(7, NOW),
        waiting(8, NOW),
    )

    async with database.write() as session:
        await forget(session, 7)

    async with database.read() as session:
        for table in (Person, BookingDraft, Appointment, Hold, Waiting):
            assert list(await session.scalars(select(table.chat_id))) == [8]
        assert list(await session.scalars(select(BusyCell.cell))) == [2, 2]
    await add(database, appointment(NOW))


@pytest.mark.parametrize(("age", "gone"), [(RETENTION, 0), (RETENTION + SECOND, 1)])
async def test_an_appointment_is_kept_for_the_retention_after_its_end(database, age, gone):
    """To the second, with its cells."""
    old = appointment(NOW - age - timedelta(minutes=30))
    await add(database, old)
    await add(database, BusyCell(resource="adviser:one", cell=1, appointment_id=old.id))

    assert (await purged(database))["appointment"] == gone
    assert await count(database, Appointment) == await count(database, BusyCell) == 1 - gone


@pytest.mark.parametrize(("age", "gone"), [(RETENTION, 0), (RETENTION + SECOND, 1)])
async def test_a_person_is_kept_for_the_retention_after_the_last_sight(database, age, gone):
    """To the second."""
    await add(database, person(7, NOW - age))

    assert (await purged(database))["person"] == gone
    assert await count(database, Person) == 1 - gone


async def test_a_person_with_an_appointment_to_come_is_kept(database):
    """However long ago it was booked: we have to answer in this person's language."""
    await add(database, person(7, NOW - 2 * RETENTION), appointment(NOW + timedelta(days=1), chat_id=7))

    assert (await purged(database))["person"] == 0


@pytest.mark.parametrize(("age", "gone"), [(DRAFT_KEPT, 0), (DRAFT_KEPT + SECOND, 1)])
async def test_an_unfinished_booking_is_kept_for_a_day(database, age, gone):
    """To the second."""
    await add(database, draft(7, NOW - age))

    assert (await purged(database))["booking_draft"] == gone


@pytest.mark.parametrize(("age", "gone"), [(RETENTION, 0), (RETENTION + SECOND, 1)])
async def test_a_place_in_line_is_kept_for_the_retention(database, age, gone):
    """To the second; whoever still waits may ask again."""
    await add(database, waiting(7, NOW - age))

    assert (await purged(database))["waiting"] == gone


async def test_who_waited_for_a_time_before_today_waits_no_longer(database):
    """There is no such time any more."""
    await add(database, waiting(7, NOW, before=NOW - SECOND), waiting(8, NOW, before=NOW + SECOND))

    assert (await purged(database))["waiting"] == 1


@pytest.mark.parametrize(("age", "gone"), [(HOLD_KEPT, 0), (HOLD_KEPT + SECOND, 1)])
async def test_a_hold_is_forgotten_a_day_after_its_end(database, age, gone):
    """Others may take its time long before."""
    await add(database, hold(NOW, until=NOW - age))

    assert (await purged(database))["hold"] == gone


@pytest.mark.parametrize(("age", "gone"), [(INBOX_KEPT, 0), (INBOX_KEPT + SECOND, 1)])
async def test_the_number_of_an_answered_update_is_kept_for_two_days(database, age, gone):
    """Longer than Telegram may repeat it."""
    await inbox.store(database, [{"update_id": 1}], NOW - age)
    await inbox.done(database, 1, NOW - age)

    assert (await purged(database))["inbox"] == gone


async def test_an_update_nobody_has_answered_is_never_purged(database):
    """However old it is, somebody waits."""
    await inbox.store(database, [{"update_id": 1}], NOW - 10 * RETENTION)

    assert (await purged(database))["inbox"] == 0
    assert await count(database, InboxRow) == 1


async def test_the_retention_is_the_setting(database):
    """A town that wants 30 days gets 30 days."""
    await add(database, person(7, NOW - timedelta(days=31)))

    assert (await purged(database, 90))["person"] == 0
    assert (await purged(database, 30))["person"] == 1


def readable(folder, words):
    return [file.name for file in folder.iterdir() if words.encode() in file.read_bytes()]


async def test_what_was_deleted_is_in_no_file_of_the_database_after_scrubbing(sqlite_database, tmp_path):
    """A message and the intent of a booking: in the write-ahead log before, nowhere afterwards."""
    async with sqlite_database.write() as session:
        connection = await session.connection()
        await connection.run_sync(Person.metadata.create_all)
    words = "eine sehr vertrauliche Frage"
    await inbox.store(sqlite_database, [{"update_id": 1, "message": {"text": words}}], NOW)
    await add(sqlite_database, person(7), draft(7))
    assert readable(tmp_path, words)
    assert readable(tmp_path, "intent-7")

    await inbox.done(sqlite_database, 1, NOW)
    async with sqlite_database.write() as session:
        await forget(session, 7)
    await scrub(sqlite_database)

    assert readable(tmp_path, words) == []
    assert readable(tmp_path, "intent-7") == []


async def test_scrubbing_harms_nothing(database):
    """Neither SQLite nor PostgreSQL loses a row."""
    await add(database, person(7))
    await scrub(database)

    assert await count(database, Person) == 1
