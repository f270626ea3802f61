"""Everybody is told: confirmations, reminders and staff notices, at their time and as things are then."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from icalendar import Calendar
from sqlalchemy import delete, select

from bot.booking import Request, What, book, cancel, move
from bot.conversation import Visitor, converse
from bot.db import Appointment, OutboxRow
from bot.outbox import LEASE
from bot.people import forget
from bot.replies import told as told_replies
from bot.telling import REMINDER, remind_of_all, tell
from bot.texts import read_catalogues, without_marks
from handlers.delivery import deliver_due
from tests.support.appointments import appointment
from tests.support.rules import RULES
from tests.support.town import SUNDAY, Clock, open_town, real_content

STAFF = 99
TUESDAY_NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
intents = count(1000)


@pytest.fixture
def clock():
    """Sunday, 22 November 2026, for the office and its database."""
    return Clock()


@pytest.fixture
async def town(database, clock):
    """A running bot with one subject, two advisers and a staff chat, on both databases."""
    async with open_town(database, clock) as running:
        running.application.bot_data = replace(running.application.bot_data, staff_chat_id=STAFF)
        running.serve(running.services.content.model_copy(update={"appointments": RULES}))
        yield running


@pytest.fixture
async def staff(town):
    """The staff's chat."""
    chat = town.person(STAFF)
    await chat.say("/start")
    return chat


@pytest.fixture
async def amina(town, staff):
    """Somebody who has just booked Tuesday, nine o'clock."""
    somebody = town.person(7)
    await somebody.say("/start")
    await booked(town, 7, TUESDAY_NINE)
    return somebody


def asked(chat_id, starts_at):
    intent = f"{next(intents):032x}"
    return Request(intent, chat_id, "ar", "work", "pool", "ar", starts_at)


async def booked(town, chat_id, starts_at, setting="de"):
    services = town.application.bot_data
    async with converse(services, Visitor(chat_id, setting)) as chat:
        rules, request = services.content.appointments, asked(chat_id, starts_at)
        happened = await book(chat.session, request, rules, town.clock(), services.new_code)
        await tell(chat, happened)
        return happened


async def moved(town, chat_id, starts_at):
    services = town.application.bot_data
    async with converse(services, Visitor(chat_id, "de")) as chat:
        one = await chat.session.scalar(select(Appointment).where(Appointment.chat_id == chat_id))
        rules = services.content.appointments
        happened = await move(chat.session, one.id, asked(chat_id, starts_at), rules, town.clock())
        await tell(chat, happened)
        return happened


async def cancelled(town, chat_id):
    async with converse(town.application.bot_data, Visitor(chat_id, "de")) as chat:
        one = await chat.session.scalar(select(Appointment).where(Appointment.chat_id == chat_id))
        happened = await cancel(chat.session, chat_id, one.id, town.clock())
        await tell(chat, happened)
        return happened


async def go_to(town, moment):
    """Let time pass without the bot, then let it speak."""
    town.clock.moment = moment
    while await deliver_due(town.application):
        pass


def told(chat, before=0):
    """What the bot has said in the chat since."""
    said = [message for message in chat.messages[before:] if message["from"] == "bot"]
    return [without_marks(message.get("text") or message.get("caption") or "") for message in said]


def reminders(chat):
    return [text for text in told(chat) if "ist Ihr Termin" in text and "🔔" in text]


async def test_who_only_taps_is_told_in_the_language_they_were_shown(town, staff):
    """Nobody ever wrote a word: all there is to go by is the messenger's setting."""
    hodan = town.person(8, "so")
    await hodan.say("/start")
    await booked(town, 8, TUESDAY_NINE, "so")
    await deliver_due(town.application)
    assert town.services.voices["so"](told_replies.FILE) in hodan.text


async def test_a_booking_is_confirmed_with_a_file_for_the_calendar(amina, town):
    """Code, time and what to do with the file."""
    await go_to(town, town.clock())
    assert amina.last["document"]["file_name"].startswith("W-")
    assert amina.last["document"]["file_name"].endswith(".ics")
    assert "Ihr Code: W-" in told(amina)[-1]
    assert "Dienstag, 24.11.2026, 09:00" in told(amina)[-1]
    assert "Dann steht der Termin in Ihrem Kalender" in told(amina)[-1]


async def test_staff_are_told_in_german_and_without_a_name(amina, staff, town):
    """Code, time, subject, adviser, language and the interpreter who is wanted."""
    await staff.say("/language")
    await staff.tap("English")
    await go_to(town, town.clock())
    for part in ("Neuer Termin", "Code: W-", "Dienstag, 24.11.2026, 09:00", "Arbeit", "Beraterin Eins"):
        assert part in staff.text
    assert "Sprache: Arabisch" in staff.text
    assert "Dolmetscher: ja, Arabisch" in staff.text
    assert "🚪 Zimmer" in staff.text


async def test_nobody_is_told_anything_twice(amina, staff, town):
    """However often the bot looks, and whatever the same press promises again."""
    await go_to(town, town.clock())
    before = len(amina.messages), len(staff.messages)
    async with converse(town.application.bot_data, Visitor(7, "de")) as chat:
        one = await chat.session.scalar(select(Appointment))
        request = replace(asked(7, TUESDAY_NINE), intent=one.intent)
        happened = await book(chat.session, request, RULES, town.clock(), chat.services.new_code)
        await tell(chat, happened)
    await go_to(town, town.clock())
    assert (len(amina.messages), len(staff.messages)) == before


async def test_the_next_person_is_told_at_a_forgotten_ones_time(amina, staff, town):
    """Somebody had their data deleted: nothing of their promises stands in the way."""
    await go_to(town, town.clock())
    async with town.services.database.write() as session:
        await forget(session, 7)
    bilal = town.person(8)
    await bilal.say("/start")
    before = len(staff.messages)
    happened = await booked(town, 8, TUESDAY_NINE)
    await go_to(town, TUESDAY_NINE - timedelta(hours=2))
    assert happened.appointment.code in told(bilal)[1]
    assert len(told(staff, before)) == 1
    assert len(reminders(bilal)) == 1


async def test_reminders_come_a_day_and_two_hours_before(amina, town):
    """Each once, with three answers."""
    await go_to(town, TUESDAY_NINE - timedelta(hours=24, minutes=1))
    assert reminders(amina) == []
    await go_to(town, TUESDAY_NINE - timedelta(hours=24))
    assert "Morgen ist Ihr Termin" in amina.text
    assert "Dienstag, 24.11.2026, 09:00" in amina.text
    assert amina.labels == ["✅ Ich komme", "❌ Ich kann nicht kommen", "🔁 Termin ändern"]

    await go_to(town, TUESDAY_NINE - timedelta(hours=2))
    assert "Heute ist Ihr Termin" in amina.text
    await go_to(town, TUESDAY_NINE + timedelta(days=1))
    assert len(reminders(amina)) == 2


async def test_a_reminder_says_what_to_bring(amina, town):
    """As staff have written it by then."""
    subjects = [one.model_copy(update={"bring": {"de": "Ausweis"}}) for one in RULES.subjects]
    rules = RULES.model_copy(update={"subjects": subjects})
    town.serve(town.services.content.model_copy(update={"appointments": rules}))
    await go_to(town, TUESDAY_NINE - timedelta(hours=24))
    assert "Bitte mitbringen:\nAusweis" in amina.text


@pytest.mark.parametrize(
    ("starts_at", "day_before"),
    [
        (datetime(2027, 3, 28, 12, tzinfo=UTC), datetime(2027, 3, 27, 13, tzinfo=UTC)),
        (datetime(2027, 10, 31, 13, tzinfo=UTC), datetime(2027, 10, 30, 12, tzinfo=UTC)),
    ],
)
async def test_a_reminder_keeps_its_hour_when_the_clocks_change(town, clock, starts_at, day_before):
    """Two o'clock in the afternoon is two o'clock the day before, be that 23 or 25 hours."""
    special = [{"day": f"{starts_at:%d.%m.%Y}", "start": "14:00", "end": "15:00"}]
    adviser = type(RULES.advisers[0]).model_validate(
        {"id": "one", "name": "Eins", "room": "room-1", "hours": [], "special": special}
    )
    rules = RULES.model_copy(update={"advisers": [adviser]})
    town.serve(town.services.content.model_copy(update={"appointments": rules}))
    clock.moment = starts_at - timedelta(days=9)
    amina = town.person(7)
    await amina.say("/start")
    await booked(town, 7, starts_at)

    await go_to(town, day_before - timedelta(minutes=1))
    assert reminders(amina) == []
    await go_to(town, day_before)
    assert "Morgen ist Ihr Termin" in amina.text
    assert "14:00" in amina.text
    await go_to(town, starts_at - timedelta(hours=2))
    assert "Heute ist Ihr Termin" in amina.text


async def test_a_moved_appointment_is_reminded_of_at_its_new_time_only(amina, staff, town):
    """The person and staff read both times."""
    await go_to(town, town.clock())
    await moved(town, 7, TUESDAY_NINE + timedelta(hours=24 * 14))
    await go_to(town, town.clock())
    assert "Ihr Code bleibt: W-" in told(amina)[-1]
    assert "Bisher: Dienstag, 24.11.2026, 09:00" in told(amina)[-1]
    assert amina.last["document"]["file_name"].endswith(".ics")
    assert "Termin verschoben" in staff.text
    assert "Bisher: Dienstag, 24.11.2026, 09:00" in staff.text

    await go_to(town, TUESDAY_NINE)
    assert reminders(amina) == []
    await go_to(town, TUESDAY_NINE + 2 * WEEK - timedelta(hours=24))
    assert "08.12.2026" in reminders(amina)[0]


async def test_a_cancelled_appointment_is_not_reminded_of(amina, staff, town):
    """The file takes it out of the calendar, staff know."""
    await go_to(town, town.clock())
    await cancelled(town, 7)
    await go_to(town, town.clock())
    assert "abgesagt: Dienstag, 24.11.2026, 09:00" in told(amina)[-1]
    assert "aus Ihrem Kalender gelöscht" in told(amina)[-1]
    assert amina.last["document"]["file_name"].endswith(".ics")
    assert "Termin abgesagt" in staff.text
    await go_to(town, TUESDAY_NINE)
    assert reminders(amina) == []


async def test_booked_and_cancelled_before_the_bot_could_speak_is_only_cancelled(amina, staff, town):
    """Nobody reads of a promise that does not hold any more."""
    before = len(amina.messages)
    await cancelled(town, 7)
    await go_to(town, town.clock())
    (only,) = told(amina, before)
    assert "abgesagt" in only
    assert "Termin abgesagt" in staff.text


async def test_what_is_booked_inside_the_window_is_reminded_of_only_later(town, staff):
    """A reminder whose moment has passed would be noise."""
    town.clock.moment = TUESDAY_NINE - timedelta(hours=20)
    somebody = town.person(7)
    await somebody.say("/start")
    await booked(town, 7, TUESDAY_NINE)
    await go_to(town, town.clock())
    assert reminders(somebody) == []
    await go_to(town, TUESDAY_NINE - timedelta(hours=2))
    assert len(reminders(somebody)) == 1


async def test_a_bot_that_was_down_reminds_once_or_not_at_all(amina, town):
    """Of two reminders that are both due, the last speaks; after the beginning neither does."""
    await go_to(town, TUESDAY_NINE - timedelta(minutes=30))
    assert ["Heute ist Ihr Termin" in text for text in reminders(amina)] == [True]


async def test_appointments_from_before_there_were_reminders_are_reminded_of_too(amina, town):
    """However often the bot starts, each reminder comes once."""
    await go_to(town, town.clock())
    async with town.services.database.write() as session:
        await session.execute(delete(OutboxRow).where(OutboxRow.kind == REMINDER))
    for hours in (25, 24, 3, 2, 1):
        town.clock.moment = TUESDAY_NINE - timedelta(hours=hours)
        await remind_of_all(town.application.bot_data)
        await go_to(town, town.clock())
    assert ["Heute" in text for text in reminders(amina)] == [False, True]


async def test_a_start_promises_nothing_about_what_is_over_or_cancelled(amina, town):
    """Nor anything twice."""
    await booked(town, 8, TUESDAY_NINE + WEEK)
    await cancelled(town, 7)
    async with town.services.database.read() as session:
        before = set(await session.scalars(select(OutboxRow.key)))
    await remind_of_all(town.application.bot_data)
    town.clock.moment = TUESDAY_NINE + 2 * WEEK
    await remind_of_all(town.application.bot_data)
    async with town.services.database.read() as session:
        assert set(await session.scalars(select(OutboxRow.key))) == before


async def test_a_reminder_after_the_beginning_is_not_said(amina, town):
    """It would only hurt."""
    await go_to(town, TUESDAY_NINE + timedelta(minutes=1))
    assert reminders(amina) == []


async def test_a_reminder_speaks_the_language_of_its_day(amina, town):
    """With that language's weekday."""
    await go_to(town, town.clock())
    await amina.say("/language")
    await amina.tap("English")
    await go_to(town, TUESDAY_NINE - timedelta(hours=2))
    assert "Tuesday, 24.11.2026, 09:00" in amina.text


async def test_i_come_is_kept_in_mind_and_asked_no_more(amina, town):
    """Pressed five times it is one thank-you."""
    await go_to(town, TUESDAY_NINE - timedelta(hours=24))
    before = len(amina.messages)
    await amina.tap("Ich komme", times=5)
    assert "Danke. Bis dann!" in amina.text
    assert len(amina.messages) == before
    async with town.services.database.read() as session:
        assert (await session.scalar(select(Appointment))).coming is True

    await go_to(town, TUESDAY_NINE - timedelta(hours=2))
    assert amina.labels == ["❌ Ich kann nicht kommen", "🔁 Termin ändern"]


async def test_i_come_below_an_old_reminder_says_nothing_of_the_new_time(amina, town):
    """It was about another time."""
    await go_to(town, TUESDAY_NINE - timedelta(hours=24))
    _, old = amina.button("Ich komme")
    message = amina.last["message_id"]
    await moved(town, 7, TUESDAY_NINE + 2 * WEEK)
    town.core.tap(7, message, old)
    await town.settle()
    assert any("nicht mehr gültig" in text for text in told(amina))
    async with town.services.database.read() as session:
        assert (await session.scalar(select(Appointment))).coming is None


async def test_i_cannot_come_asks_before_it_cancels(amina, town):
    """The reminder stays where it is."""
    await go_to(town, TUESDAY_NINE - timedelta(hours=24))
    await amina.tap("Ich kann nicht kommen")
    assert "Möchten Sie diesen Termin absagen?" in amina.text


async def test_somebody_who_has_blocked_the_bot_is_left_alone(amina, staff, town):
    """Staff are told all the same."""
    town.core.block(7, True)  # noqa: FBT003
    before = len(amina.messages)
    await go_to(town, town.clock())
    assert "Neuer Termin" in staff.text
    await go_to(town, TUESDAY_NINE + timedelta(hours=1))
    assert len(amina.messages) == before


@pytest.mark.parametrize(("status", "wait"), [(429, 30), (502, 6)])
async def test_a_confirmation_waits_for_telegram_and_is_not_lost(amina, staff, town, status, wait):
    """The staff's notice is not held up by it."""
    town.core.fault("sendDocument", status, retry_after=30 if status == 429 else None)
    before = len(amina.messages)
    await go_to(town, town.clock())
    assert len(amina.messages) == before
    assert "Neuer Termin" in staff.text

    await go_to(town, town.clock() + timedelta(seconds=wait) + LEASE)
    assert len(told(amina, before)) == 1
    assert "Ihr Code: W-" in told(amina)[-1]


async def test_without_a_staff_chat_the_person_is_told_all_the_same(town):
    """Not every office reads one."""
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=None)
    somebody = town.person(7)
    await somebody.say("/start")
    await booked(town, 7, TUESDAY_NINE)
    await go_to(town, town.clock())
    assert "Ihr Code: W-" in told(somebody)[-1]


@pytest.mark.parametrize(
    ("status", "sequence", "method"),
    [("booked", 0, "PUBLISH"), ("booked", 1, "PUBLISH"), ("cancelled", 2, "CANCEL")],
)
def test_each_file_takes_the_place_of_the_one_before(status, sequence, method):
    """One id, a growing number, and words without direction marks, whatever the language."""
    content, say = real_content(), read_catalogues()["ar"]
    subject = content.appointments.subjects[0]
    one = appointment(
        TUESDAY_NINE, code="W-7K3F", subject=subject.id, status=status, sequence=sequence, cancelled_at=SUNDAY
    )
    reply = {0: told_replies.booked, 1: told_replies.moved, 2: told_replies.cancelled}[sequence]
    more = (TUESDAY_NINE - WEEK,) if sequence == 1 else ()
    file = Calendar.from_ical(reply(content, say, one, *more).attachment.data)
    (event,) = file.walk("VEVENT")
    assert (file["METHOD"], event["SEQUENCE"]) == (method, sequence)
    assert event["UID"].startswith("W-7K3F@")
    assert event["SUMMARY"] == without_marks(say.pick(subject.title))
    assert "W-7K3F" in event["DESCRIPTION"]


async def test_staff_learn_of_an_appointment_that_goes_with_a_persons_data(amina, staff, town):
    """Nobody waits for somebody who has had everything deleted; the person reads no more about it."""
    await deliver_due(town.application)
    await amina.say("/privacy")
    await amina.tap("Meine Daten löschen")
    await amina.tap("Ja, alles löschen")
    before = len(amina.messages)
    await deliver_due(town.application)

    assert told_replies.STAFF_TITLES[What.CANCELLED] in staff.text
    assert "Dienstag, 24.11.2026, 09:00" in staff.text
    assert len(amina.messages) == before
