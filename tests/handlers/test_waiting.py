"""The line for appointments: a time that becomes free goes to one person after the other, each alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.booking import Request, book, cancel, hold
from bot.conversation import Visitor, converse
from bot.db import Appointment, BookingDraft, Hold, Waiting
from bot.errors import SlotTaken
from bot.journeys.waiting import shown
from bot.replies.waiting import with_wish
from bot.reply import Button, Reply, rows
from bot.telling import tell
from handlers.delivery import deliver_due
from tests.support.rules import one_adviser
from tests.support.town import Clock, open_town

NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
WEEK = timedelta(days=7)
OFFERED, GONE = "Ein Termin ist frei", "Dieses Angebot gilt nicht mehr."
intents = count(1000)


@pytest.fixture
def clock():
    """Sunday, 22 November 2026, for the office and its database."""
    return Clock()


@pytest.fixture
async def town(database, clock):
    """A running bot with one adviser, who is there on Tuesdays from nine to eleven, on both databases."""
    async with open_town(database, clock) as running:
        running.serve(running.services.content.model_copy(update={"appointments": one_adviser()}))
        yield running


@pytest.fixture
async def first(town):
    """Somebody who has Tuesday, nine o'clock."""
    return await person(town, 1, NINE)


@pytest.fixture
async def amina(town, first):
    """Next in line, with an appointment in two weeks."""
    somebody = await person(town, 7, NINE + 2 * WEEK)
    await wish_earlier(somebody)
    return somebody


@pytest.fixture
async def bilal(town, amina):
    """Second in line, without an appointment."""
    town.clock.advance(seconds=1)
    somebody = await person(town, 8)
    await press(somebody, "1:wait/any/work/pool/fa")
    return somebody


async def person(town, user, starts_at=None):
    somebody = town.person(user)
    await somebody.say("/start")
    if starts_at:
        await booked(town, user, starts_at)
        await speak(town)
    return somebody


def asked(chat_id, starts_at):
    return Request(f"{next(intents):032x}", chat_id, "ar", "work", "none", None, starts_at)


async def booked(town, chat_id, starts_at):
    services = town.application.bot_data
    async with converse(services, Visitor(chat_id, "de")) as chat:
        rules, request = services.content.appointments, asked(chat_id, starts_at)
        await tell(chat, await book(chat.session, request, rules, town.clock(), services.new_code))


async def gives_up(town, chat_id):
    """They cancel, and everybody hears what there is to hear."""
    async with converse(town.application.bot_data, Visitor(chat_id, "de")) as chat:
        one = await appointment(town, chat_id)
        await tell(chat, await cancel(chat.session, chat_id, one.id, town.clock()))
    await speak(town)


async def appointment(town, chat_id):
    async with town.services.database.read() as session:
        mine = (Appointment.chat_id == chat_id, Appointment.status == "booked")
        return await session.scalar(select(Appointment).where(*mine))


async def speak(town):
    while await deliver_due(town.application):
        pass


async def wish_earlier(somebody):
    one = await appointment(somebody.town, somebody.user)
    await press(somebody, f"1:wait/earlier/{one.id}")


async def press(somebody, data):
    somebody.town.core.tap(somebody.user, somebody.last["message_id"], data)
    await somebody.town.settle()


def offers(somebody):
    return [message for message in somebody.bot_messages if OFFERED in message["text"]]


async def in_line(town):
    async with town.services.database.read() as session:
        return set(await session.scalars(select(Waiting.chat_id)))


async def test_whoever_waits_is_told_so_and_may_leave(amina, town):
    """The place in line stands in the database."""
    assert "wenn ein früherer Termin frei wird" in amina.text
    assert await in_line(town) == {7}
    await amina.tap("Nicht mehr warten")
    assert "nicht mehr auf der Warteliste" in amina.text
    assert await in_line(town) == set()


async def test_a_freed_time_is_offered_to_the_first_in_line_alone(amina, bilal, town):
    """With what they would give up for it, and until when it is theirs."""
    await gives_up(town, 1)
    assert OFFERED in amina.text
    assert "Dienstag, 24.11.2026, 09:00" in amina.text
    assert "bis 13:30 für Sie frei" in amina.text
    assert "Ihr alter Termin wird dann abgesagt: Dienstag, 08.12.2026, 09:00" in amina.text
    assert amina.labels == ["✅ Ja, diesen Termin nehmen", "Nein, danke"]
    assert offers(bilal) == []


async def test_taking_an_offer_moves_the_appointment_and_frees_the_old_time(amina, bilal, town):
    """Which goes to the next in line at once; nobody is told twice."""
    await gives_up(town, 1)
    await amina.tap("diesen Termin nehmen", times=5)
    assert "Ihr Code bleibt: W-" in amina.text
    assert (await appointment(town, 7)).starts_at == NINE
    assert await in_line(town) == {8}

    await speak(town)
    assert amina.last["document"]["file_name"].endswith(".ics")
    assert "Bisher: Dienstag, 08.12.2026, 09:00" in amina.text
    assert "Dienstag, 08.12.2026, 09:00" in bilal.text
    before = len(amina.messages), len(bilal.messages)
    await speak(town)
    assert (len(amina.messages), len(bilal.messages)) == before


async def test_whoever_had_none_books_the_offered_time(amina, bilal, town):
    """With the interpreter they had wished for."""
    await amina.tap("Nicht mehr warten")
    await gives_up(town, 1)
    assert "alter Termin" not in bilal.text
    await bilal.tap("diesen Termin nehmen")
    assert "Ihr Code: W-" in bilal.text
    one = await appointment(town, 8)
    assert (one.starts_at, one.interpreter_language) == (NINE, "fa")
    assert await in_line(town) == set()


async def test_an_offer_taken_and_cancelled_since_is_no_offer_any_more(amina, town):
    """The old button says so; it does not praise an appointment that is gone."""
    await gives_up(town, 1)
    message, take = amina.button("diesen Termin nehmen")
    town.core.tap(7, message, take)
    await town.settle()
    one = await appointment(town, 7)
    await press(amina, f"1:cancel/{one.id}/yes")
    await press(amina, take)
    assert GONE in amina.text


async def test_an_open_offer_stands_below_ones_appointments(amina, town):
    """Whoever does not find the message can still answer it."""
    await gives_up(town, 1)
    await amina.say("/appointments")
    assert OFFERED in amina.text
    await amina.tap("✅ Ja, diesen Termin nehmen")
    assert (await appointment(town, 7)).starts_at == NINE


async def test_a_declined_offer_goes_to_the_next(amina, bilal, town):
    """Whoever declined stays in line and is not offered it again."""
    await gives_up(town, 1)
    await amina.tap("Nein, danke")
    assert "Wir fragen die nächste Person" in amina.text
    await speak(town)
    assert len(offers(bilal)) == 1
    assert await in_line(town) == {7, 8}

    await bilal.tap("Nein, danke")
    await speak(town)
    assert len(offers(amina)) == 0  # it was changed into the answer
    assert len(offers(bilal)) == 0


async def test_an_offer_nobody_answers_goes_to_the_next_after_half_an_hour(amina, bilal, town):
    """Not a minute earlier; the button below it then says so, and takes nothing."""
    await gives_up(town, 1)
    town.clock.advance(minutes=29)
    await speak(town)
    assert offers(bilal) == []
    town.clock.advance(minutes=1)
    await speak(town)
    assert len(offers(bilal)) == 1

    await amina.tap("diesen Termin nehmen")
    assert GONE in amina.text
    assert (await appointment(town, 7)).starts_at == NINE + 2 * WEEK
    await bilal.tap("diesen Termin nehmen")
    assert (await appointment(town, 8)).starts_at == NINE


async def test_an_offer_that_could_not_be_said_in_time_is_not_said(amina, bilal, town):
    """Telegram was away: the time has gone to the next person. If they do not want it, it comes back."""
    town.core.fault("sendMessage", 429, retry_after=3600)
    await gives_up(town, 1)
    assert offers(amina) == []
    town.clock.advance(minutes=31)
    await speak(town)
    assert (len(offers(amina)), len(offers(bilal))) == (0, 1)
    town.clock.advance(minutes=31)
    await speak(town)
    assert (len(offers(amina)), len(offers(bilal))) == (1, 1)
    town.clock.advance(minutes=31)
    await speak(town)
    assert (len(offers(amina)), len(offers(bilal))) == (1, 1)


async def test_an_offer_whose_time_is_over_is_never_said(amina, town, monkeypatch):
    """Although it could not be passed on: there is a fault in the line."""

    async def broken(*_arguments):
        raise RuntimeError

    town.core.fault("sendMessage", 429, retry_after=1800)
    await gives_up(town, 1)
    monkeypatch.setattr("bot.telling.expire_offers", broken)
    town.clock.advance(minutes=31)
    with capture_logs():
        await speak(town)
    assert offers(amina) == []


async def test_whoever_is_alone_in_line_is_asked_as_soon_as_telegram_is_back(amina, town):
    """Half an hour after half an hour, and then once; whoever has blocked the bot is not asked again."""
    town.core.fault("sendMessage", 429, retry_after=3600, times=3)
    await gives_up(town, 1)
    for asked in (0, 0, 1, 1):
        town.clock.advance(minutes=30)
        await speak(town)
        assert len(offers(amina)) == asked


async def test_an_offer_to_somebody_who_has_blocked_the_bot_goes_to_the_next(amina, bilal, town):
    """At once; it does not come back."""
    town.core.block(7, blocked=True)
    await gives_up(town, 1)
    await speak(town)
    assert len(offers(bilal)) == 1
    town.core.block(7, blocked=False)
    town.clock.advance(minutes=31)
    await speak(town)
    assert (len(offers(amina)), len(offers(bilal))) == (0, 1)


async def test_at_night_nobody_is_woken(amina, bilal, town):
    """In the morning the first in line is asked, then for half an hour nobody else."""
    town.clock.moment = datetime(2026, 11, 22, 22, tzinfo=UTC)
    await gives_up(town, 1)
    stranger = await person(town, 9)
    with pytest.raises(SlotTaken):
        await booked(town, 9, NINE)
    town.clock.moment = datetime(2026, 11, 23, 6, tzinfo=UTC) - timedelta(seconds=1)
    await speak(town)
    assert offers(amina) == offers(bilal) == offers(stranger) == []

    town.clock.advance(seconds=1)
    await speak(town)
    assert (len(offers(amina)), len(offers(bilal))) == (1, 0)
    assert "bis 07:30 für Sie frei" in amina.text
    await amina.tap("diesen Termin nehmen")
    assert (await appointment(town, 7)).starts_at == NINE


async def test_what_was_held_in_vain_is_offered_to_the_line(amina, town, first):
    """Somebody chose ten o'clock and never confirmed it."""
    async with town.services.database.write() as session:
        request = asked(3, NINE + timedelta(hours=1))
        await hold(session, request, one_adviser(), town.clock())
    town.clock.advance(minutes=11)
    await speak(town)
    assert "Dienstag, 24.11.2026, 10:00" in amina.text
    async with town.services.database.read() as session:
        assert {row.kind for row in await session.scalars(select(Hold))} == {"offer"}


async def test_whoever_has_everything_deleted_gives_the_offer_to_the_next(amina, bilal, town):
    """And nobody keeps it for somebody we no longer know."""
    await gives_up(town, 1)
    await press(amina, "1:forget/yes")
    await speak(town)
    assert len(offers(bilal)) == 1
    assert await in_line(town) == {8}


async def test_whoever_has_everything_deleted_lets_go_of_the_time_they_were_choosing(amina, town):
    """The line need not wait until ten minutes are over."""
    somebody = await person(town, 3)
    async with town.services.database.write() as session:
        await hold(session, asked(3, NINE + timedelta(hours=1)), one_adviser(), town.clock())
    await press(somebody, "1:forget/yes")
    await speak(town)
    assert "Dienstag, 24.11.2026, 10:00" in amina.text


async def test_leaving_the_line_gives_the_offer_to_the_next(amina, bilal, town):
    """Nobody keeps a time they do not want."""
    await gives_up(town, 1)
    await press(amina, "1:unwait")
    await speak(town)
    assert len(offers(bilal)) == 1


async def test_whoever_has_booked_something_earlier_meanwhile_gives_the_offer_to_the_next(town):
    """They have no room for a second one, also by this way."""
    await person(town, 1, NINE + WEEK)
    people = [await person(town, user) for user in (7, 8)]
    for somebody in people:
        town.clock.advance(seconds=1)
        await press(somebody, "1:wait/any/work/none/-")
    await gives_up(town, 1)
    assert [len(offers(somebody)) for somebody in people] == [1, 0]

    await booked(town, 7, NINE)
    await people[0].tap("diesen Termin nehmen")
    assert (await appointment(town, 7)).starts_at == NINE
    await speak(town)
    assert len(offers(people[1])) == 1
    await people[1].tap("diesen Termin nehmen")
    assert (await appointment(town, 8)).starts_at == NINE + WEEK


async def test_without_a_line_a_freed_time_is_simply_free(first, town):
    """Nobody is told about it."""
    before = len(first.messages)
    await gives_up(town, 1)
    assert len(first.messages) == before + 1


@pytest.mark.parametrize(
    "forged",
    [
        "1:wait/earlier/999",
        "1:wait/any/pizza/none/-",
        "1:wait/any/work/dog/-",
        "1:wait/any/work/pool/xx",
        "1:coming/999/0",
    ],
)
async def test_a_forged_or_old_button_is_an_old_button(town, forged):
    """Nobody is put in line by it."""
    somebody = await person(town, 9)
    await press(somebody, forged)
    assert "nicht mehr gültig" in somebody.text
    assert await in_line(town) == set()


async def test_a_forged_offer_is_no_offer(amina, town):
    """Nor is that of somebody else."""
    await gives_up(town, 1)
    stranger = await person(town, 9)
    _, take = amina.button("diesen Termin nehmen")
    await press(stranger, take)
    assert GONE in stranger.text
    await press(stranger, take.replace("yes", "no"))
    assert GONE in stranger.text
    await amina.tap("diesen Termin nehmen")
    assert (await appointment(town, 7)).starts_at == NINE


async def test_ones_appointments_show_the_place_in_line_or_the_way_into_it(amina, first, town):
    """And where nothing is free, the reply that says so offers it."""
    states = {}
    for chat_id in (1, 7, 9):
        async with converse(town.application.bot_data, Visitor(chat_id, "de")) as chat:
            plain = Reply("Termine", "de", buttons=rows(Button("☰", action="menu")))
            states[chat_id] = await shown(chat, plain)
            draft = BookingDraft(subject="work", interpreter="none")
            wish = with_wish(plain, chat.say, draft)
    assert [row[0].action.split("/")[0] for row in states[1].buttons] == ["wait", "menu"]
    assert [row[0].action for row in states[7].buttons] == ["unwait", "menu"]
    assert "Sie stehen auf der Warteliste." in states[7].text
    assert [row[0].action for row in states[9].buttons] == ["menu"]
    assert wish.buttons[0][0].action == "wait/any/work/none/-"


async def test_staff_read_of_a_taken_offer_as_of_any_change(amina, town):
    """Moved, with both times."""
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=99)
    staff = await person(town, 99)
    await gives_up(town, 1)
    assert "Termin abgesagt" in staff.text
    await amina.tap("diesen Termin nehmen")
    await speak(town)
    assert "Termin verschoben" in staff.text


async def test_a_fault_of_the_line_keeps_no_reminder_back(amina, town, monkeypatch):
    """The worker goes on with what it has promised."""

    async def broken(*_arguments):
        raise RuntimeError

    monkeypatch.setattr("bot.telling.expire_offers", broken)
    await booked(town, 3, NINE + timedelta(hours=1))
    somebody = await person(town, 3)
    async with town.services.database.write() as session:
        await hold(session, asked(5, NINE + timedelta(hours=1, minutes=30)), one_adviser(), town.clock())
    town.clock.advance(minutes=11)
    with capture_logs() as logs:
        await speak(town)
    assert "Ihr Code: W-" in somebody.text
    assert logs[0]["event"].startswith("cannot offer")


async def test_the_way_into_the_line_stands_below_ones_appointment(first, town):
    """And afterwards the state, with the way out."""
    await first.say("/appointments")
    await first.tap("Früheren Termin wünschen")
    await first.say("/appointments")
    assert "Sie stehen auf der Warteliste." in first.text
    await first.tap("Nicht mehr warten")
    await first.say("/appointments")
    assert "🔔 Früheren Termin wünschen" in first.labels


async def test_where_nothing_is_free_one_can_wait_for_anything(town):
    """With what has been chosen so far."""
    rules = one_adviser()
    away = rules.advisers[0].model_copy(update={"hours": []})
    town.serve(
        town.services.content.model_copy(
            update={"appointments": rules.model_copy(update={"advisers": [away]})}
        )
    )
    somebody = await person(town, 9)
    await somebody.say("/termin")
    await somebody.tap("Arbeit")
    await somebody.tap("Nein, ich brauche keinen")
    assert "kein Termin frei" in somebody.text
    await somebody.tap("wenn etwas frei wird")
    assert "wenn ein Termin frei wird" in somebody.text
    assert await in_line(town) == {9}
