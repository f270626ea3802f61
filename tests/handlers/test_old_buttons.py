"""A button whose time is over says why, and whom to call where nothing can be done here any more."""

from datetime import date, timedelta

import pytest

from bot.db import Appointment
from tests.support.journeys import Walker

MONDAY = date(2026, 11, 23)
BEGUN = "Dieser Termin hat schon begonnen. Bitte rufen Sie an."
OVER = "Dieser Termin ist vorbei. Bitte rufen Sie an."
CANCELLED = "Ihr Termin ist abgesagt: {when}"
BUTTONS = ("cancel/{id}", "cancel/{id}/yes", "move/{id}", "coming/{id}/0", "wait/earlier/{id}")
languages = pytest.mark.parametrize("language", ["de", "ar"])


async def with_appointment(town, language="de"):
    somebody = Walker(town.person(language_code=language))
    await somebody.book(MONDAY, "10:00")
    (appointment,) = await somebody.appointments()
    return somebody, appointment


async def press(somebody, button, appointment):
    chat = somebody.chat
    chat.town.core.tap(chat.user, chat.last["message_id"], f"1:{button.format(id=appointment.id)}")
    await chat.town.settle()


@languages
@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize(("minutes", "sentence"), [(0, BEGUN), (30, OVER)])
async def test_below_an_appointment_that_has_begun_or_is_over(town, language, button, minutes, sentence):
    """It says which of the two, with a person to call, and nothing is changed."""
    somebody, appointment = await with_appointment(town, language)
    town.clock.moment = appointment.starts_at + timedelta(minutes=minutes)
    await press(somebody, button, appointment)

    assert somebody.reads(sentence)
    assert "📞" in somebody.chat.text
    async with town.services.database.read() as session:
        kept = await session.get(Appointment, appointment.id)
        assert (kept.status, kept.coming, kept.sequence) == ("booked", None, 0)


@languages
@pytest.mark.parametrize("button", BUTTONS)
async def test_below_an_appointment_that_was_cancelled(town, language, button):
    """It says so, whatever was wanted, and offers to book."""
    somebody, appointment = await with_appointment(town, language)
    await press(somebody, "cancel/{id}/yes", appointment)
    await press(somebody, button, appointment)

    assert somebody.reads(CANCELLED)
    assert somebody.words("📅 Termin buchen") in somebody.chat.labels
    assert await somebody.appointments() == []
