"""Asking for a guide or an interpreter: people choose, staff answer in their chat, people are told."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.db import BookingDraft, HelpRequest
from bot.people import forget
from bot.requests import open_request, open_requests
from bot.texts import without_marks
from handlers.delivery import deliver_due
from tests.support.journeys import Walker
from tests.support.town import open_town

STAFF = 99


@pytest.fixture
async def staff(town):
    """The staff's chat."""
    town.application.bot_data = replace(town.application.bot_data, staff_chat_id=STAFF)
    chat = town.person(STAFF)
    await chat.say("/start")
    return chat


@pytest.fixture
async def amina(town, staff):
    """Somebody who reads Arabic and has asked for a guide to the Jobcenter on Monday at half past nine."""
    somebody = town.person(7, "ar")
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide", "jobcenter", "20261123", "0930", "ar", "chat", "yes")
    return somebody


async def choose(somebody, first, *steps):
    """Press the buttons whose data end like this, beginning with a button that the person has."""
    town, data = somebody.town, first
    town.core.tap(somebody.user, somebody.last["message_id"], first)
    await town.settle()
    for step in steps:
        data = f"{data}/{step}"
        assert data in [b.get("data") for row in somebody.last["buttons"] for b in row], (
            data,
            somebody.labels,
        )
        town.core.tap(somebody.user, somebody.last["message_id"], data)
        await town.settle()


def data_of(chat):
    """What the buttons of the newest message send, without the sign that the message is to be kept."""
    return [b.get("data", "").replace("1:+", "1:") for row in chat.last["buttons"] for b in row]


def told(chat, before):
    """What a chat has been told since."""
    return [message["text"] for message in chat.messages[before:] if message["from"] == "bot"]


async def test_staff_read_german_whatever_somebody_has_chosen_in_their_chat(amina, staff, town):
    """A button of the menu is pressed soon."""
    await staff.say("/language")
    await staff.tap("English")
    await deliver_due(town.application)
    assert "Montag, 23.11.2026" in staff.text


async def test_a_request_reaches_the_staff_in_german(amina, staff, town):
    """Where, when, which language, and buttons to answer; the person is promised nothing yet."""
    assert "A-" in amina.text
    assert await deliver_due(town.application) == 1

    assert "Anfrage: Behördenlotse" in staff.text
    assert "Jobcenter" in staff.text
    assert "Montag, 23.11.2026, 09:30" in staff.text
    assert "Sprache: Arabisch" in staff.text
    assert staff.labels == ["⏳ In Arbeit", "✅ Zusagen", "❌ Niemand gefunden"]


@pytest.mark.parametrize(
    ("button", "state", "word"),
    [("Zusagen", "Zugesagt", "✅"), ("Niemand gefunden", "niemand gefunden", "07195 13-327")],
)
async def test_what_staff_answer_comes_back_to_the_person(amina, staff, town, button, state, word):
    """In the person's language; where nobody was found, with a person to talk to."""
    await deliver_due(town.application)
    before = len(amina.messages)
    await staff.tap(button)
    assert state in staff.text

    await deliver_due(town.application)
    (answer,) = told(amina, before)
    assert "A-" in answer
    assert "فينندن" in answer or any("\u0600" <= letter <= "\u06ff" for letter in answer)
    assert word in answer or button == "Zusagen"


async def test_an_answer_that_staff_correct_at_once_is_not_said(amina, staff, town):
    """Only what is true when it is said."""
    await deliver_due(town.application)
    before = len(amina.messages)
    await staff.tap("In Arbeit")
    town.clock.advance(seconds=1)
    await staff.tap("Zusagen")
    await deliver_due(town.application)
    assert len(told(amina, before)) == 1


async def test_confirming_five_times_is_one_request(amina, town):
    """And a second one of the kind is not possible while the first is open."""
    await choose(amina, "1:ask/guide")
    assert len([data for data in data_of(amina) if "withdraw/" in data]) == 1
    assert await deliver_due(town.application) == 1


async def test_a_request_can_be_withdrawn_and_staff_are_told(amina, staff, town):
    """Staff's buttons below it are gone then, and an old one changes nothing."""
    await deliver_due(town.application)
    withdraw = next(
        b["data"] for row in amina.last["buttons"] for b in row if "withdraw/" in b.get("data", "")
    )
    town.core.tap(amina.user, amina.last["message_id"], withdraw)
    await town.settle()
    await deliver_due(town.application)
    assert "Zurückgezogen" in staff.text
    assert staff.labels == []

    old = staff.messages[-2]
    town.core.tap(STAFF, old["message_id"], old["buttons"][0][0]["data"])
    await town.settle()
    assert "schon erledigt" in staff.messages[-2]["text"]


async def test_the_request_stands_below_the_appointments_and_is_found_by_its_code(amina, town):
    """With its state, and the way to take it back."""
    async with town.services.database.read() as session:
        code = await session.scalar(select(HelpRequest.code))
    await amina.say(code.lower())
    walker = Walker(amina)
    assert code in amina.text
    assert walker.words("Das ist noch keine Zusage. Wir suchen jemanden und schreiben Ihnen.") in amina.text
    assert any("withdraw/" in data for data in data_of(amina))


async def test_staff_learn_of_a_request_that_goes_with_a_persons_data(amina, staff, town):
    """In words, without a button: what it was about is gone."""
    await deliver_due(town.application)
    town.core.tap(amina.user, amina.last["message_id"], "1:forget/yes")
    await town.settle()
    await deliver_due(town.application)
    assert "Jobcenter" in staff.text
    assert "Zurückgezogen" in staff.text
    assert staff.labels == []
    assert await deliver_due(town.application) == 0


async def test_nobody_but_the_staffs_chat_can_answer(amina, town):
    """A button's data is something anybody can send."""
    await deliver_due(town.application)
    before = amina.messages
    town.core.tap(amina.user, amina.last["message_id"], "1:answer/promised/1")
    await town.settle()
    assert amina.messages == before


@pytest.mark.parametrize(
    "forged",
    [
        "1:ask/pizza",
        "1:ask/guide/nowhere/20261123/0930/ar/chat",
        "1:ask/guide/jobcenter/20261301/0930/ar/chat",
        "1:ask/guide/jobcenter/20251123/0930/ar/chat",
        "1:ask/guide/jobcenter/20270901/0930/ar/chat",
        "1:ask/guide/jobcenter/20261123/0931/ar/chat",
        "1:ask/guide/jobcenter/20261123/0930/xx/chat",
        "1:ask/guide/jobcenter/20261123/0930/ar/pigeon",
        "1:ask/guide/jobcenter/20261123/0930/ar/chat/yes/yes",
        "1:ask/guide/jobcenter/20261122/1230/ar/chat/yes",
        "1:ask/guide/jobcenter/pages",
    ],
)
async def test_a_forged_or_old_button_is_an_old_button(town, staff, forged):
    """Nothing is asked for."""
    somebody = town.person()
    await somebody.say("/start")
    town.core.tap(somebody.user, somebody.last["message_id"], forged)
    await town.settle()
    assert "nicht mehr gültig" in somebody.text
    assert await deliver_due(town.application) == 0


async def test_without_a_staff_chat_a_request_cannot_be_kept(town):
    """So it is not offered: a person and a phone number are."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide")
    assert "07195 13-327" in somebody.text


async def test_a_number_to_call_is_asked_for_by_telegrams_own_key_and_sealed(town, staff):
    """Staff read it in their chat; the database alone tells it to nobody."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    town.core.press(somebody.user, "📱 Meine Nummer senden")
    await town.settle()
    assert "Antwort: am Telefon" in somebody.text

    town.clock.advance(seconds=1)
    await deliver_due(town.application)
    assert "📞 +49" in staff.text
    async with town.services.database.read() as session:
        request = await open_request(session, somebody.user, "interpreter", town.clock())
        assert "49" not in (request.phone[:10] or "")
        assert town.services.vault.open(request.phone).startswith("+49")


async def test_without_a_number_the_answer_comes_into_the_chat(town, staff):
    """The key beside it; nobody is asked twice."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    town.core.press(somebody.user, "Ohne Nummer weiter")
    await town.settle()
    assert "Antwort: im Chat" in somebody.text


async def test_a_number_goes_to_what_has_asked_for_it_last(town, staff):
    """In the middle of a booking somebody asks for an interpreter too."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(date(2026, 11, 23), "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    town.clock.advance(minutes=1)
    await choose(somebody.chat, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    await somebody.press("📱 Meine Nummer senden")

    async with town.services.database.read() as session:
        (request,) = await open_requests(session, somebody.chat.user, town.clock())
        assert request.phone is not None
        assert (await session.get(BookingDraft, somebody.chat.user)).phone is None


async def test_withdrawing_deletes_the_number_at_once(town, staff):
    """And nobody else's button does it."""
    somebody, stranger = town.person(), town.person(8)
    for one in (somebody, stranger):
        await one.say("/start")
    await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    town.core.press(somebody.user, "📱 Meine Nummer senden")
    await town.settle()
    async with town.services.database.read() as session:
        (request,) = await open_requests(session, somebody.user, town.clock())
    await choose(stranger, f"1:withdraw/{request.id}")
    assert "nicht mehr gültig" in stranger.text
    await choose(somebody, f"1:withdraw/{request.id}")

    assert "zurückgezogen" in somebody.text
    async with town.services.database.read() as session:
        kept = await session.get(HelpRequest, request.id)
        assert (kept.status, kept.phone) == ("withdrawn", None)


async def test_without_authorities_a_request_is_not_offered(town, staff):
    """A person and a phone number are."""
    content = town.services.content
    rules = content.appointments.model_copy(update={"authorities": []})
    town.serve(content.model_copy(update={"appointments": rules}))
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide")
    assert "07195 13-327" in somebody.text


async def test_the_answer_that_there_is_no_number_may_come_twice(town, staff):
    """Two quick presses, or one that is handled again after a crash: the same words both times."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    for _ in range(2):
        town.core.say(somebody.user, "Ohne Nummer weiter")
    await town.settle()

    once, twice = somebody.bot_messages[-4:-2], somebody.bot_messages[-2:]
    assert [message["text"] for message in once] == [message["text"] for message in twice]


async def test_a_number_reaches_the_request_that_shall_be_answered_on_the_phone(town, staff):
    """Not a later one of the other kind, which is answered in the chat."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
    await choose(somebody, "1:ask/guide", "school", "20261125", "1100", "fa", "chat", "yes")
    town.clock.advance(hours=20)
    town.core.press(somebody.user, "📱 Meine Nummer senden")
    await town.settle()

    async with town.services.database.read() as session:
        found = await open_requests(session, somebody.user, town.clock())
    assert {request.kind: request.phone is not None for request in found} == {
        "interpreter": True,
        "guide": False,
    }


async def test_only_times_to_come_are_offered(town, staff):
    """On Monday at ten past ten; in the evening the day itself is gone."""
    town.clock.moment = datetime(2026, 11, 23, 9, 10, tzinfo=UTC)
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide", "jobcenter", "20261123")
    assert somebody.labels[:2] == ["10:30", "11:00"]

    town.clock.moment = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    await choose(somebody, "1:ask/guide", "jobcenter")
    assert somebody.labels[0] == "Dienstag 24.11."


async def test_a_page_that_is_not_there_is_the_first(town, staff):
    """Callback data is what somebody sends us; time goes by and days go too."""
    somebody = town.person()
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide/jobcenter/p99")
    assert somebody.labels[0] == "Montag 23.11."


async def test_a_request_whose_day_is_over_keeps_no_place(amina, staff, town):
    """Nobody answered it: the next one is possible, and staff cannot promise the old one any more."""
    await deliver_due(town.application)
    town.clock.advance(days=2)
    await staff.tap("Zusagen")
    assert "schon erledigt" in staff.text
    await choose(amina, "1:ask/guide", "school", "20261125", "1100", "ar", "chat", "yes")
    await deliver_due(town.application)
    assert "Schule oder Kita" in staff.text


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(0, "Wir haben leider niemanden gefunden."), (2, "Der Tag dieser Anfrage ist vorbei.")],
)
async def test_withdrawing_what_is_over_says_what_became_of_it(amina, staff, town, days, sentence):
    """With a person to call, in the person's language."""
    withdraw = next(data for data in data_of(amina) if "withdraw/" in data)
    await deliver_due(town.application)
    if not days:
        await staff.tap("Niemand gefunden")
    town.clock.advance(days=days)
    town.core.tap(amina.user, amina.last["message_id"], withdraw)
    await town.settle()

    assert without_marks(town.services.voices["ar"](sentence)) in amina.text
    assert "07195 13-327" in amina.text


async def test_a_code_that_is_taken_is_not_given_again(amina, town):
    """However the dice fall: the next one is asked for."""
    async with town.services.database.read() as session:
        (first,) = await open_requests(session, amina.user, town.clock())
    codes = iter([first.code, first.code, "W-FREE"])
    town.application.bot_data = replace(town.application.bot_data, new_code=lambda: next(codes))
    somebody = town.person(8)
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide", "school", "20261125", "1100", "fa", "chat", "yes")
    assert "A-FREE" in somebody.text


@pytest.mark.parametrize("language", ["de", "ar"])
async def test_the_summary_says_what_is_stored(town, staff, language):
    """Before anybody says yes."""
    somebody = town.person(language_code=language)
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide", "school", "20261125", "1100", "fa", "chat")
    notice = "Mit „Ja“ speichern wir Ihre Anfrage, Ihre Chat-Nummer und Ihre Sprache."
    assert without_marks(town.services.voices[language](notice)) in somebody.text


async def test_a_request_waits_until_the_bot_is_in_the_staffs_chat(amina, staff, town):
    """A refusal there is a setting somebody mends; a person's request must not vanish meanwhile."""
    town.core.fault("sendMessage", 403, times=8)
    for _ in range(8):
        await deliver_due(town.application)
        town.clock.advance(minutes=11)
    await deliver_due(town.application)
    assert "Anfrage: Behördenlotse" in staff.text


async def test_a_request_is_told_also_after_somebody_has_had_theirs_deleted(amina, staff, town):
    """SQLite gives the deleted row's number to the next request."""
    await deliver_due(town.application)
    async with town.services.database.write() as session:
        await forget(session, amina.user)
    somebody = town.person(8)
    await somebody.say("/start")
    await choose(somebody, "1:ask/guide", "school", "20261125", "1100", "fa", "chat", "yes")
    await deliver_due(town.application)
    assert "Schule oder Kita" in staff.text


async def test_a_request_from_the_first_tap_to_the_end_on_either_database(database):
    """Asked, with a number, answered, and deleted with all the rest; then one whose day is over."""
    async with open_town(database) as town:
        town.application.bot_data = replace(town.application.bot_data, staff_chat_id=STAFF)
        staff, somebody = town.person(STAFF), town.person()
        for one in (staff, somebody):
            await one.say("/start")
        await choose(somebody, "1:ask/interpreter", "doctor", "20261124", "1000", "fa", "phone", "yes")
        town.core.press(somebody.user, "📱 Meine Nummer senden")
        await town.settle()
        await deliver_due(town.application)
        await staff.tap("Zusagen")
        await deliver_due(town.application)
        assert "Ihre Anfrage ist zugesagt." in somebody.text
        await choose(somebody, "1:forget/yes")
        await deliver_due(town.application)
        assert "Zurückgezogen" in staff.text

        for day in ("20261124", "20261126"):
            await choose(somebody, "1:ask/guide", "school", day, "1000", "fa", "chat", "yes")
            town.clock.advance(days=3)
        assert "Donnerstag, 26.11.2026" in somebody.text
