"""Moving an appointment: the new time is sure before the old one is given up."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.clock import BERLIN
from bot.db import BookingDraft, OutboxRow
from bot.telling import CHANGE, REMINDER
from tests.support.journeys import Walker
from tests.support.town import open_town

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
MOVED = "Ihr Termin ist verschoben. Ihr Code bleibt: {code}"
BEGUN = "Dieser Termin hat schon begonnen. Bitte rufen Sie an."
OLD_BUTTON = "nicht mehr gültig"
languages = pytest.mark.parametrize("language", ["de", "fa"])


async def starts(somebody):
    found = await somebody.appointments()
    return [f"{one.starts_at.astimezone(BERLIN):%d.%m. %H:%M}" for one in found]


async def with_appointment(town, user=7, language="de", time="10:00"):
    somebody = Walker(town.person(user, language))
    await somebody.book(MONDAY, time)
    return somebody


async def to_summary(somebody, day=TUESDAY, time="11:00"):
    await somebody.chat.say("/appointments")
    await somebody.tap("🔁 Termin ändern")
    await somebody.to_time(day, time)


@languages
async def test_an_appointment_is_moved_and_keeps_its_code(town, language):
    """Days, times, both times once more, and then the same code."""
    somebody = await with_appointment(town, language=language)
    (before,) = await somebody.appointments()
    await somebody.chat.say("/appointments")
    await somebody.tap("🔁 Termin ändern")
    assert somebody.reads(
        "Wann möchten Sie stattdessen kommen? Ihr alter Termin bleibt, bis der neue sicher ist."
    )
    await somebody.to_time(TUESDAY, "11:00")
    assert somebody.reads("Bisher: {when}")
    assert somebody.reads("Neu: {when}")
    await somebody.tap("✅ Ja, verschieben")

    assert somebody.words(MOVED, code=before.code) in somebody.chat.text
    (after,) = await somebody.appointments()
    assert (after.code, after.sequence) == (before.code, before.sequence + 1)
    assert await starts(somebody) == ["24.11. 11:00"]


async def test_words_lead_there_too(town):
    """ "Termin verschieben" asks for the new day at once."""
    somebody = await with_appointment(town)
    await somebody.chat.say("Ich möchte meinen Termin verschieben")

    assert somebody.reads(
        "Wann möchten Sie stattdessen kommen? Ihr alter Termin bleibt, bis der neue sicher ist."
    )


async def test_the_old_time_stays_until_the_new_one_is_sure(town):
    """Nobody else is shown it while somebody is choosing; afterwards it is free."""
    somebody, other = await with_appointment(town), Walker(town.person(8))
    await to_summary(somebody)
    await other.to_days()
    await other.chat.tap("Montag 23.11.")
    assert "10:00" not in other.chat.labels
    await somebody.tap("✅ Ja, verschieben")
    await other.book(MONDAY, "10:00")

    assert await starts(other) == ["23.11. 10:00"]


async def test_the_same_day_at_another_time_is_possible(town):
    """One appointment a day does not count the one that is moved."""
    somebody = await with_appointment(town)
    await to_summary(somebody, MONDAY, "11:30")
    await somebody.tap("✅ Ja, verschieben")

    assert await starts(somebody) == ["23.11. 11:30"]


async def test_the_earliest_time_may_be_on_the_same_day(town):
    """Somebody who wants to come sooner gets the first time of all."""
    somebody = await with_appointment(town)
    await somebody.chat.say("/appointments")
    await somebody.tap("🔁 Termin ändern", "⏩ So bald wie möglich", "✅ Ja, verschieben")

    assert await starts(somebody) == ["23.11. 09:00"]


async def test_ten_taps_are_one_move(town):
    """And the person reads one answer."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    await somebody.chat.tap("Ja, verschieben", times=10)

    (appointment,) = await somebody.appointments()
    assert appointment.sequence == 1
    assert somebody.reads(MOVED)


async def test_two_people_who_move_to_one_time(town):
    """Both press at once; one moves, the other keeps the old time and chooses again."""
    people = [await with_appointment(town, user, time=time) for user, time in ((1, "10:00"), (2, "10:30"))]
    for somebody in people:
        await to_summary(somebody)
        town.clock.advance(minutes=11)
    await asyncio.gather(*(somebody.tap("✅ Ja, verschieben") for somebody in people))

    assert sorted([await starts(one) for one in people])[1] == ["24.11. 11:00"]
    assert sorted(somebody.reads(MOVED) for somebody in people) == [False, True]
    assert any("gerade vergeben" in somebody.chat.text for somebody in people)


async def test_an_appointment_that_has_begun_is_not_moved(town):
    """Neither from the list nor by a button that was shown before."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    (appointment,) = await somebody.appointments()
    town.clock.moment = appointment.starts_at + timedelta(minutes=1)
    await somebody.tap("✅ Ja, verschieben")
    assert somebody.reads(BEGUN)
    assert "📞" in somebody.chat.text
    await somebody.chat.say("Ich möchte meinen Termin verschieben")

    assert somebody.reads(BEGUN)
    assert await starts(somebody) == ["23.11. 10:00"]


async def test_an_appointment_cancelled_meanwhile_is_not_moved(town):
    """The summary that is still there is an old one."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    message, confirm = somebody.chat.button("Ja, verschieben")
    await somebody.chat.say("/appointments")
    await somebody.tap("❌ Termin absagen", "❌ Ja, absagen")
    town.core.tap(somebody.chat.user, message, confirm)
    await town.settle()

    assert any(OLD_BUTTON in one["text"] for one in somebody.chat.bot_messages)
    assert await somebody.appointments() == []
    await somebody.chat.say("Wann sind die Begegnungstreffen?")
    async with town.services.database.read() as session:
        assert await session.get(BookingDraft, somebody.chat.user) is None


async def test_leaving_keeps_the_appointment_as_it_was(town):
    """And lets the new time go."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    await somebody.tap("✖ Abbrechen")
    other = Walker(town.person(8))
    await other.book(TUESDAY, "11:00")

    assert (await starts(somebody), await starts(other)) == (["23.11. 10:00"], ["24.11. 11:00"])


async def test_a_button_of_a_booking_changes_nothing_of_a_move(town):
    """An older message offers subjects; the appointment keeps its own."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    message, _ = somebody.chat.button("Ja, verschieben")
    town.core.tap(somebody.chat.user, message, "1:book/subject/housing")
    await town.settle()

    assert OLD_BUTTON in somebody.chat.text
    assert [one.subject for one in await somebody.appointments()] == ["work"]


async def test_somebody_elses_appointment_is_not_moved(town):
    """Callback data is what somebody sends us."""
    somebody, other = await with_appointment(town), Walker(town.person(8))
    (appointment,) = await somebody.appointments()
    message = (await other.chat.say("/start"))["message_id"]
    town.core.tap(8, message, f"1:move/{appointment.id}")
    await town.settle()

    assert OLD_BUTTON in other.chat.text


def allow_two(town):
    """Two open appointments, but one a day."""
    content = town.services.content
    rules = content.appointments.model_copy(update={"open_appointments": 2})
    town.serve(content.model_copy(update={"appointments": rules}))


async def test_a_day_that_is_full_is_said(town):
    """Though one more appointment is allowed."""
    allow_two(town)
    somebody = await with_appointment(town)
    await somebody.to_days()
    message, _ = somebody.chat.button("Abbrechen")
    town.core.tap(somebody.chat.user, message, f"1:book/day/{MONDAY}")
    await town.settle()

    assert somebody.reads("Sie haben an diesem Tag schon einen Termin.")
    assert "Montag 23.11." not in somebody.chat.labels


async def test_of_two_appointments_the_one_with_the_code_is_moved(town):
    """Both are shown, each with buttons that name it."""
    allow_two(town)
    somebody = await with_appointment(town)
    await somebody.book(TUESDAY, "09:00")
    first, second = sorted(await somebody.appointments(), key=lambda one: one.starts_at)
    await somebody.chat.say("Ich möchte meinen Termin verschieben")
    assert first.code in somebody.chat.text
    await somebody.chat.tap(f"🔁 Termin ändern {second.code}")
    await somebody.to_time(TUESDAY, "11:00")
    await somebody.tap("✅ Ja, verschieben")

    assert sorted(await starts(somebody)) == ["23.11. 10:00", "24.11. 11:00"]


async def test_why_no_further_appointment_is_possible_is_said(town):
    """Where more than one is allowed too."""
    allow_two(town)
    somebody = await with_appointment(town)
    await somebody.book(TUESDAY, "09:00")
    await somebody.chat.say("/termin")

    assert somebody.reads("Mehr Termine können Sie zurzeit nicht buchen.")


async def test_every_change_is_promised_with_it(town):
    """Booked, moved, cancelled: a message about each, and reminders only of what still holds."""
    somebody = await with_appointment(town)
    await to_summary(somebody)
    await somebody.tap("✅ Ja, verschieben")
    await somebody.chat.say("/appointments")
    await somebody.tap("❌ Termin absagen", "❌ Ja, absagen")

    async with town.services.database.read() as session:
        rows = list(await session.scalars(select(OutboxRow).where(OutboxRow.chat_id == somebody.chat.user)))
    assert [row.payload["what"] for row in rows if row.kind == CHANGE] == ["booked", "moved", "cancelled"]
    assert [row for row in rows if row.kind == REMINDER and row.done_at is None] == []


async def test_a_booking_and_a_move_on_either_database(database):
    """SQLite and PostgreSQL keep, give and free times alike, also under two people at once."""
    async with open_town(database) as town:
        people = [Walker(town.person(user)) for user in (1, 2)]
        for somebody in people:
            await somebody.to_days()
            await somebody.chat.tap("Montag 23.11.")
        await asyncio.gather(*(somebody.chat.tap("10:00") for somebody in people))
        assert sorted("gerade vergeben" in somebody.chat.text for somebody in people) == [False, True]
        winner = next(one for one in people if "gerade vergeben" not in one.chat.text)
        await winner.tap("Nein, weiter", "✅ Ja, Termin buchen")
        await to_summary(winner)
        await winner.tap("✅ Ja, verschieben")

        assert await starts(winner) == ["24.11. 11:00"]
