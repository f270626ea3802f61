"""A chosen time is kept for ten minutes, a number is asked for, and the first time of all is one tap away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.booking.taken import HOLD
from bot.clock import BERLIN
from bot.db import BookingDraft, Database, Hold
from tests.support.journeys import Walker
from tests.support.town import SUNDAY, Clock, open_town, real_content

MONDAY = date(2026, 11, 23)
RESERVED = "Diese Zeit ist bis {time} für Sie reserviert."
TAKEN = "Diese Zeit ist leider gerade vergeben worden. Bitte wählen Sie eine andere."
STORED_TOO = "Auch Ihren Namen und Ihre Telefonnummer speichern wir."
BOOKED = "Ihr Termin ist gebucht. Ihr Code: {code}"
languages = pytest.mark.parametrize("language", ["de", "ar"])


async def drafts(town):
    async with town.services.database.read() as session:
        return list(await session.scalars(select(BookingDraft)))


async def holds(town):
    async with town.services.database.read() as session:
        return list(await session.scalars(select(Hold).where(Hold.kind == HOLD)))


@languages
async def test_a_booking_in_the_persons_language(town, language):
    """Until when the time is kept, what is stored, and in the end a code."""
    somebody = Walker(town.person(language_code=language))
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    assert somebody.words(RESERVED, time="13:10") in somebody.chat.text
    assert somebody.reads(
        "Möchten Sie Ihre Telefonnummer angeben? Das ist freiwillig. "
        "Wir rufen nur an, wenn sich etwas ändert."
    )
    await somebody.tap("Nein, weiter")
    assert somebody.words(RESERVED, time="13:10") in somebody.chat.text
    assert somebody.reads("Mit „Ja“ speichern wir den Termin, Ihre Chat-Nummer und Ihre Sprache.")
    await somebody.tap("✅ Ja, Termin buchen")

    (appointment,) = await somebody.appointments()
    assert somebody.words(BOOKED, code=appointment.code) in somebody.chat.text
    assert appointment.language == language
    assert (await drafts(town), await holds(town)) == ([], [])


async def test_whoever_chooses_a_time_has_it_until_they_decide(town):
    """Somebody else is shown the times without it."""
    first, second = Walker(town.person(1)), Walker(town.person(2))
    await first.to_days()
    await first.to_time(MONDAY, "10:00")
    await second.to_days()
    await second.chat.tap("Montag 23.11.")

    assert "10:00" not in second.chat.labels
    assert "10:30" in second.chat.labels


async def test_the_time_is_kept_by_the_databases_clock(town):
    """Which all processes share; this one's is three minutes ahead."""
    shared = Clock(SUNDAY - timedelta(minutes=3))
    database = Database(town.services.database.url, shared)
    town.application.bot_data = replace(town.application.bot_data, database=database)
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("Nein, weiter")
    assert somebody.words(RESERVED, time="13:07") in somebody.chat.text
    await database.close()


@languages
async def test_the_persons_own_language_comes_first_among_the_interpreters(town, language):
    """German is none of them."""
    somebody = Walker(town.person(language_code=language))
    await somebody.chat.say("/termin")
    await somebody.chat.tap("IN Arbeit")
    await somebody.tap("Ja, bitte")
    assert somebody.chat.labels[:2] == (
        ["English", "Українська"] if language == "de" else ["English", "العربية"]
    )
    assert "Deutsch" not in somebody.chat.labels


async def test_a_hold_that_is_over_is_gained_back(town):
    """Eleven minutes later nobody else wants it: booked all the same."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("Nein, weiter")
    town.clock.advance(minutes=11)
    await somebody.tap("✅ Ja, Termin buchen")

    (appointment,) = await somebody.appointments()
    assert appointment.starts_at.astimezone(BERLIN).hour == 10


async def test_a_hold_that_is_over_goes_to_whoever_is_quicker(town):
    """The slow one is told, and is shown what is left."""
    slow, quick = Walker(town.person(1)), Walker(town.person(2))
    await slow.to_days()
    await slow.to_time(MONDAY, "10:00")
    await slow.tap("Nein, weiter")
    town.clock.advance(minutes=10)
    await quick.book(MONDAY, "10:00")
    await slow.tap("✅ Ja, Termin buchen")

    assert slow.reads(TAKEN)
    assert "10:00" not in slow.chat.labels
    assert [len(await one.appointments()) for one in (slow, quick)] == [0, 1]


@pytest.mark.parametrize("way_out", ["✖ Abbrechen", "← Zurück"])
async def test_leaving_or_going_back_lets_the_time_go(town, way_out):
    """At once, not after ten minutes."""
    first, second = Walker(town.person(1)), Walker(town.person(2))
    await first.to_days()
    await first.to_time(MONDAY, "10:00")
    await first.tap(way_out)
    await second.book(MONDAY, "10:00")

    assert second.reads(BOOKED)


async def test_another_time_replaces_the_one_that_was_held(town):
    """One hold a person: the first time is free again."""
    first, second = Walker(town.person(1)), Walker(town.person(2))
    await first.to_days()
    await first.to_time(MONDAY, "10:00")
    await first.tap("← Zurück")
    await first.chat.tap("11:00")
    assert len(await holds(town)) == 1
    await second.book(MONDAY, "10:00")
    await first.tap("Nein, weiter", "✅ Ja, Termin buchen")

    assert [len(await one.appointments()) for one in (first, second)] == [1, 1]


@languages
async def test_a_number_that_is_given_is_sealed_and_goes_with_the_appointment(town, language):
    """Nobody reads it in the database; whoever has the key does."""
    somebody = Walker(town.person(language_code=language))
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.press("📱 Meine Nummer senden")
    assert somebody.reads("📞 Telefon: angegeben")
    assert somebody.reads(STORED_TOO)
    await somebody.tap("✅ Ja, Termin buchen")

    shared = next(message["contact"] for message in somebody.chat.messages if message.get("contact"))
    (appointment,) = await somebody.appointments()
    assert town.services.vault.open(appointment.phone) == shared["phone"]
    assert shared["phone"] not in appointment.phone
    assert await drafts(town) == []


async def test_a_number_is_not_needed(town):
    """The key without it leads to the same summary, without a word about a phone."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.press("Ohne Nummer weiter")
    assert not somebody.reads("📞 Telefon: angegeben")
    assert not somebody.reads(STORED_TOO)
    await somebody.tap("✅ Ja, Termin buchen")

    (appointment,) = await somebody.appointments()
    assert (appointment.name, appointment.phone) == (None, None)
    assert town.core.keyboard(7)["rows"] == []


@pytest.mark.parametrize("button", ["Nein, weiter", "← Zurück", "✖ Abbrechen"])
async def test_a_button_instead_of_the_key_takes_the_keys_away_too(town, button):
    """Nothing is left below the chat that nobody waits for."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.tap(button)

    assert town.core.keyboard(7)["rows"] == []


async def test_beginning_anew_takes_the_keys_away_too(town):
    """And greets below."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.chat.say("/start")

    assert town.core.keyboard(7)["rows"] == []
    assert "Guten Tag!" in somebody.chat.text


async def test_somebody_elses_number_is_not_taken(town):
    """The question comes again, and the draft holds nothing."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    town.core.send_media(7, "contact")
    await town.settle()

    assert somebody.reads("Tippen Sie unten auf die Taste.")
    assert [draft.phone for draft in await drafts(town)] == [None]


async def test_a_number_can_be_taken_back_before_the_yes(town):
    """The question still stands above the summary, and "no" is an answer to it."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    _, no = somebody.chat.button("Nein, weiter")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.press("📱 Meine Nummer senden")
    town.core.tap(7, somebody.chat.last["message_id"], no)
    await town.settle()

    assert not somebody.reads("📞 Telefon: angegeben")
    assert [(draft.name, draft.phone) for draft in await drafts(town)] == [(None, None)]


async def test_no_number_is_asked_for_before_there_is_a_time(town):
    """An old or made-up button is an old button."""
    somebody = Walker(town.person())
    await somebody.to_days()
    town.core.tap(7, somebody.chat.last["message_id"], "1:book/phone/asked")
    await town.settle()

    assert "nicht mehr gültig" in somebody.chat.text
    assert [draft.contact for draft in await drafts(town)] == [None]


async def test_a_number_is_deleted_with_the_draft(town):
    """Whoever leaves takes it along."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    await somebody.press("📱 Meine Nummer senden")
    await somebody.tap("✖ Abbrechen")

    assert await drafts(town) == []


@languages
async def test_the_earliest_time_is_one_tap_away(town, language):
    """Of any adviser; the next person gets the one after it."""
    first, second = Walker(town.person(1, language)), Walker(town.person(2, language))
    for somebody in (first, second):
        await somebody.to_days()
        await somebody.tap("⏩ So bald wie möglich", "Nein, weiter", "✅ Ja, Termin buchen")

    starts = [one.starts_at.astimezone(BERLIN) for who in (first, second) for one in await who.appointments()]
    assert [f"{start:%d.%m. %H:%M}" for start in starts] == ["23.11. 09:00", "23.11. 09:30"]


async def test_the_way_to_a_real_office_stands_below_the_code(town):
    """A map to open, and the address to copy; of an example address neither."""
    content = real_content()
    office = content.places["office"].model_copy(update={"example": False, "address": "Marktstraße 1"})
    town.serve(content.model_copy(update={"places": content.places | {"office": office}}))
    somebody = Walker(town.person())
    await somebody.book(MONDAY, "10:00")
    (appointment,) = await somebody.appointments()
    shown = [button for row in somebody.chat.last["buttons"] for button in row]

    assert "📍 Marktstraße 1, " in somebody.chat.text
    copied = [button["copy"] for button in shown if "copy" in button]
    assert (copied[0], copied[-1]) == (appointment.code, f"Marktstraße 1, {office.town}")
    (link,) = [button["url"] for button in shown if "url" in button]
    assert "Marktstra" in link


async def test_what_to_bring_is_said_before_and_after(town):
    """Where staff have written it for the subject."""
    content = real_content()
    subjects = [one.model_copy(update={"bring": {"de": "Ausweis"}}) for one in content.appointments.subjects]
    rules = content.appointments.model_copy(update={"subjects": subjects})
    town.serve(content.model_copy(update={"appointments": rules}))
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("Nein, weiter")
    assert "Bitte mitbringen:\nAusweis" in somebody.chat.text
    await somebody.tap("✅ Ja, Termin buchen")

    assert "Bitte mitbringen:\nAusweis" in somebody.chat.text


async def test_the_privacy_notice_opens_below_the_question(town):
    """The summary stays where it is and can still be confirmed."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("Nein, weiter", "🔒 Datenschutz")
    assert len(somebody.chat.bot_messages) == 2
    await somebody.tap("✅ Ja, Termin buchen")

    assert len(await somebody.appointments()) == 1


async def test_a_restart_between_question_and_number_is_harmless(sqlite_database):
    """The second process knows who was asked."""
    async with open_town(sqlite_database) as first:
        somebody = Walker(first.person())
        await somebody.to_days()
        await somebody.to_time(MONDAY, "10:00")
        await somebody.tap("📱 Telefonnummer angeben")
        vault = first.services.vault
    async with open_town(sqlite_database, core=first.core) as second:
        second.application.bot_data = replace(second.application.bot_data, vault=vault)
        somebody = Walker(second.person())
        await somebody.press("📱 Meine Nummer senden")
        await somebody.tap("✅ Ja, Termin buchen")

        assert len(await somebody.appointments()) == 1


@pytest.mark.parametrize("hours", [1, 20])
async def test_a_number_may_come_late(town, hours):
    """Somebody was called away: the number is taken, and the time is gained back."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(date(2026, 11, 24), "10:00")
    await somebody.tap("📱 Telefonnummer angeben")
    town.clock.advance(hours=hours)
    await somebody.press("📱 Meine Nummer senden")
    assert somebody.reads("📞 Telefon: angegeben")
    assert [draft.phone is not None for draft in await drafts(town)] == [True]


async def test_going_back_counts_as_going_on(town):
    """Half an hour after the first step, but a minute after the last: a question leads back here."""
    somebody = Walker(town.person())
    await somebody.to_days()
    town.clock.advance(minutes=29)
    await somebody.tap("← Zurück")
    town.clock.advance(minutes=2)
    await somebody.chat.say("Wann sind die Begegnungstreffen?")

    assert somebody.reads("Brauchen Sie einen Dolmetscher?")


async def test_a_question_after_ten_minutes_gains_the_time_back(town):
    """The step that follows the answer keeps the time again."""
    somebody = Walker(town.person())
    await somebody.to_days()
    await somebody.to_time(MONDAY, "10:00")
    await somebody.tap("Nein, weiter")
    town.clock.advance(minutes=15)
    await somebody.chat.say("Wann sind die Begegnungstreffen?")

    assert somebody.words(RESERVED, time="13:25") in somebody.chat.text
    assert [hold.until - town.clock() for hold in await holds(town)] == [timedelta(minutes=10)]


async def test_nothing_free_leads_into_the_line(town):
    """A person to call, and a button to be told when something is free."""
    content = town.services.content
    rules = content.appointments.model_copy(update={"advisers": []})
    town.serve(content.model_copy(update={"appointments": rules}))
    somebody = Walker(town.person())
    await somebody.to_days()

    assert somebody.reads("Im Moment ist kein Termin frei. Bitte rufen Sie an.")
    await somebody.tap("🔔 Sagen Sie mir, wenn etwas frei wird")
    assert somebody.reads("Gut. Wir schreiben Ihnen, wenn ein Termin frei wird.")


async def test_of_twelve_who_want_the_first_time_at_once_each_has_another(database):
    """They have chosen no time, so nobody is told that theirs is gone."""
    async with open_town(database) as town:
        walkers = [Walker(town.person(user)) for user in range(1, 13)]
        for walker in walkers:
            await walker.to_days()
        label = "⏩ So bald wie möglich"
        for walker in walkers:
            message, data = walker.chat.button(label)
            town.core.tap(walker.chat.user, message, data)
        await town.settle()

        assert len({(hold.adviser, hold.starts_at) for hold in await holds(town)}) == len(walkers)
        assert all(walker.words("Nein, weiter") in walker.chat.labels for walker in walkers)
