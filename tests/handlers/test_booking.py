"""Booking, cancelling and everything that may come in between, as people see it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.db import Appointment
from bot.texts import without_marks
from tests.support.town import open_town


async def book(somebody):
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.tap("Ja, bitte")
    await somebody.tap("العربية")
    await somebody.tap("11.")
    await somebody.tap(":")
    await somebody.tap("Nein, weiter")


async def to_times(somebody):
    await somebody.say("/termin")
    for label in ("IN Arbeit", "Nein, ich brauche keinen", "11."):
        await somebody.tap(label)


async def finish(somebody):
    if "gerade vergeben" in somebody.text:
        await somebody.tap(":")
    await somebody.tap("Nein, weiter")
    await somebody.tap("Ja, Termin buchen")


async def test_a_booking_from_the_first_tap_to_the_code(town):
    """Subject, interpreter, language, day, time, number, summary, confirm: one message, edited."""
    somebody = town.person()
    await book(somebody)
    assert "Ist das richtig?" in somebody.text
    assert "Arabisch" in somebody.text
    await somebody.tap("Ja, Termin buchen")

    assert "Ihr Code: W-" in somebody.text
    assert len(somebody.bot_messages) == 1
    await somebody.say("/appointments")
    assert "Code: W-" in somebody.text


async def test_the_same_confirm_tapped_ten_times_books_once(town):
    """And the person sees one code."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen", times=10)

    assert "Ihr Code: W-" in somebody.text
    assert len(somebody.bot_messages) == 1


async def test_a_slot_taken_meanwhile_is_said_and_other_times_are_shown(town):
    """Two people look at the same times; who chooses second is told and chooses again."""
    quick, late = town.person(1), town.person(2)
    for somebody in (quick, late):
        await to_times(somebody)
    for somebody in (quick, late):
        await somebody.tap(":")
    assert "gerade vergeben" in late.text

    for somebody in (quick, late):
        await finish(somebody)
        assert "Ihr Code: W-" in somebody.text


async def test_an_appointment_can_be_cancelled_and_booked_anew(town):
    """Asked once, then the time is free and the person may book again."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    await somebody.say("Ich möchte meinen Termin absagen")
    await somebody.tap("Termin absagen")
    await somebody.tap("Ja, absagen")
    assert "abgesagt" in somebody.text

    await somebody.say("/appointments")
    assert "keinen Termin" in somebody.text


async def test_a_second_appointment_is_not_offered(town):
    """The open one is shown instead."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    await somebody.say("/termin")

    assert "schon einen Termin" in somebody.text
    assert "🔔 Früheren Termin wünschen" in somebody.labels


async def test_a_question_inside_the_journey_is_answered_and_the_journey_continues(town):
    """The answer comes first, then the step where the person was."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.say("Wann sind die Begegnungstreffen?")

    answer, step = somebody.bot_messages[-2:]
    assert "24.11.2026" in answer["text"]
    assert "Dolmetscher?" in step["text"]
    await somebody.tap("Nein, ich brauche keinen")
    assert "An welchem Tag" in somebody.text


async def test_one_can_go_back_and_leave(town):
    """Back undoes one choice, leaving books nothing."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.tap("Zurück")
    assert "Worum geht es?" in somebody.text
    await somebody.tap("Abbrechen")
    await somebody.say("/appointments")
    assert "keinen Termin" in somebody.text


async def test_a_restart_in_the_middle_of_a_booking_is_harmless(sqlite_database, tmp_path):
    """The second process knows where the first one stopped."""
    async with open_town(sqlite_database) as first:
        somebody = first.person()
        await somebody.say("/termin")
        await somebody.tap("IN Arbeit")
        core = first.core
    async with open_town(sqlite_database, core=core) as second:
        somebody = second.person()
        await somebody.tap("Nein, ich brauche keinen")
        assert "An welchem Tag" in somebody.text


async def test_deleting_ones_data_cancels_the_appointment(town):
    """Asked once; afterwards the bot knows nothing and the time is free."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    await somebody.say("/delete")
    await somebody.tap("Meine Daten löschen")
    await somebody.tap("Ja, alles löschen")
    assert "gelöscht" in somebody.text

    await somebody.say("/appointments")
    assert "keinen Termin" in somebody.text


async def test_thanks_inside_a_journey_do_not_end_it(town):
    """Small talk is answered, then the step is shown again; so it is in another language."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.say("danke schön")
    assert "Dolmetscher?" in somebody.text

    await somebody.say("/language")
    await somebody.tap("English")
    assert "interpreter" in somebody.text.lower()


async def test_the_back_button_undoes_one_step_however_often_it_is_tapped(town):
    """Three taps on "back" under the times lead to the days, not to the beginning."""
    somebody = town.person()
    await somebody.say("/termin")
    for label in ("IN Arbeit", "Nein, ich brauche keinen", "11."):
        await somebody.tap(label)
    await somebody.tap("Zurück", times=3)

    assert "An welchem Tag" in somebody.text


async def test_two_taps_on_a_confirm_that_came_too_late_keep_the_notice(town):
    """The second tap repeats what the first one said, with the times that are left."""
    slow, quick = town.person(1), town.person(2)
    await book(slow)
    town.clock.advance(minutes=11)
    await book(quick)
    await quick.tap("Ja, Termin buchen")
    await slow.tap("Ja, Termin buchen", times=2)

    assert "gerade vergeben" in slow.text
    assert "nicht mehr gültig" not in slow.text


async def test_a_confirm_button_never_books_what_was_changed_behind_it(town):
    """An older message changes the subject; the summary must be seen again before it counts."""
    somebody = town.person()
    await book(somebody)
    message, confirm = somebody.button("Ja, Termin buchen")
    town.core.tap(somebody.user, message, "1:book/subject/housing")
    town.core.tap(somebody.user, message, confirm)
    await town.settle()

    assert "IN Wohnung" in somebody.text
    assert "Ihr Code" not in somebody.text


async def test_a_confirm_button_from_before_going_back_books_nothing(town):
    """Whoever goes back wants to change something; the summary must be seen again before it counts."""
    somebody = town.person()
    await book(somebody)
    message, confirm = somebody.button("Ja, Termin buchen")
    await somebody.tap("Zurück")
    town.core.tap(somebody.user, message, confirm)
    await town.settle()

    assert "Telefonnummer angeben?" in somebody.text


async def test_beginning_anew_leaves_the_journey(town):
    """A question after /start, or after being shown what one has, leads back into nothing."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.say("/start")
    await somebody.say("Wann sind die Begegnungstreffen?")
    assert "24.11.2026" in somebody.text

    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    await somebody.say("Ich möchte meinen Termin verschieben")
    await somebody.say("/termin")
    await somebody.say("Wann sind die Begegnungstreffen?")
    assert "24.11.2026" in somebody.text


@pytest.mark.parametrize(("minutes", "comes_back"), [(30, True), (31, False)])
async def test_a_journey_of_long_ago_no_longer_pulls_a_question_back(town, minutes, comes_back):
    """Half an hour later somebody only wants to know something; the buttons still go on."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    town.clock.advance(minutes=minutes)
    await somebody.say("Wann sind die Begegnungstreffen?")
    assert ("Dolmetscher?" in somebody.text) == comes_back

    await somebody.tap("Nein, ich brauche keinen")
    assert any("An welchem Tag" in message["text"] for message in somebody.bot_messages)


async def test_a_made_up_time_is_not_offered_a_summary(town):
    """Callback data is what somebody sends us."""
    somebody = town.person()
    await book(somebody)
    message, _ = somebody.button("Ja, Termin buchen")
    town.core.tap(somebody.user, message, "1:book/time/9999999999")
    await town.settle()

    assert "gerade vergeben" in somebody.text


async def test_the_message_with_the_code_stays_in_the_chat(town):
    """The menu comes below it, not instead of it."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    await somebody.tap("Alle Themen")

    assert any("Ihr Code: W-" in without_marks(message["text"]) for message in somebody.bot_messages)
    assert len(somebody.bot_messages) == 2


async def test_an_appointment_that_has_begun_shows_no_cancel_button(town):
    """It can no longer be cancelled, so nobody is led to try."""
    somebody = town.person()
    await book(somebody)
    await somebody.tap("Ja, Termin buchen")
    async with town.services.database.read() as session:
        appointment = (await session.scalars(select(Appointment))).one()
    town.clock.moment = appointment.starts_at + timedelta(minutes=5)
    await somebody.say("/appointments")

    assert "Code: W-" in somebody.text
    assert "❌ Termin absagen" not in somebody.labels
    assert "🔔 Früheren Termin wünschen" not in somebody.labels


async def test_an_interpreter_for_a_language_outside_our_list_can_be_asked_for(town):
    """Somebody who speaks Romanian need not lie."""
    somebody = town.person()
    await somebody.say("/termin")
    for label in ("IN Arbeit", "Ja, bitte", "Andere Sprache", "11.", ":", "Nein, weiter"):
        await somebody.tap(label)

    assert "Dolmetscher: ja, Andere Sprache" in somebody.text


async def test_telegrams_429_repeats_no_message_that_has_arrived(town):
    """The answer was sent, the step was not: only the step is sent again."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    before = len(somebody.bot_messages)
    town.core.fault("sendMessage", 429, retry_after=1, times=1)
    await somebody.say("Wann sind die Begegnungstreffen?")

    assert len(somebody.bot_messages) == before + 2
