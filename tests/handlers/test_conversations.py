"""What people see when they write and tap, on the real application over the local Telegram."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.db import Appointment
from bot.texts import without_marks
from tests.support.town import Clock, open_town


async def test_start_greets_in_the_language_of_telegrams_setting(town):
    """A phone in Arabic is greeted in Arabic, with topics and journeys as buttons."""
    amina = town.person(language_code="ar")
    await amina.say("/start")

    assert "فينندن" in amina.text or "Winnenden" in amina.text
    assert any("📚" in label or "ألمانية" in label for label in amina.labels)
    assert any(label.startswith("📅") for label in amina.labels)


@pytest.mark.parametrize("code", [None, "tr", "xx-yy"])
async def test_start_asks_for_a_language_where_it_cannot_guess_one(town, code):
    """No setting, a language we do not speak yet, nonsense: German and English, and a choice."""
    somebody = town.person(language_code=code)
    await somebody.say("/start")

    assert "Guten Tag" in somebody.text
    assert {"Deutsch", "English", "العربية", "Українська"} <= set(somebody.labels)


@pytest.mark.parametrize(
    ("language", "question", "word"),
    [
        ("de", "wo kann ich deutsch lernen", "vhs"),
        ("en", "I want to learn German, where is a course?", "vhs"),
        ("ar", "وين في كورس لغة ألماني", "vhs"),
        ("uk", "де можна вчити німецьку мову", "vhs"),
    ],
)
async def test_a_question_is_answered_in_its_own_language(town, language, question, word):
    """Whatever Telegram's setting says; the words are those of the content file."""
    somebody = town.person(language_code="en")
    await somebody.say(question)

    answer = town.services.content.topics["german-courses"].answer[language]
    assert answer.split("\n")[0][:20] in somebody.text
    assert word in somebody.text


async def test_an_answer_says_that_the_translation_is_a_draft_and_shows_the_original(town):
    """The German original is one tap away, and the way back as well."""
    oksana = town.person(language_code="uk")
    await oksana.say("де можна вчити німецьку мову")
    await oksana.tap("Deutsch (Original)")
    assert town.services.content.topics["german-courses"].answer["de"].split("\n")[0][:20] in oksana.text

    await oksana.tap("Українська")
    assert town.services.content.topics["german-courses"].answer["uk"].split("\n")[0][:20] in oksana.text


async def test_meetups_come_with_their_next_date_and_a_map(town):
    """It is Sunday, 22 November 2026, so the next open door is on Tuesday, the 24th, at four."""
    somebody = town.person()
    await somebody.say("Wann sind die Begegnungstreffen?")

    assert "Dienstag, 24.11.2026, 16:00" in somebody.text
    assert "Freitag, 27.11.2026, 15:00" in somebody.text
    urls = [b["url"] for row in somebody.last["buttons"] for b in row if "url" in b]
    assert any("Albertviller" in url for url in urls)


async def test_contacts_can_be_copied(town):
    """Phone and mail stand on buttons that copy."""
    somebody = town.person()
    await somebody.say("Welche Telefonnummer haben Sie?")

    copies = [b["copy"] for row in somebody.last["buttons"] for b in row if "copy" in b]
    assert "07195 13-327" in copies
    assert "zuhause@winnenden.de" in copies


async def book(somebody):
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    await somebody.tap("Ja, bitte")
    await somebody.tap("العربية")
    await somebody.tap("11.")
    await somebody.tap(":")


async def test_a_booking_from_the_first_tap_to_the_code(town):
    """Subject, interpreter, language, day, time, summary, confirm: one message, edited all the way."""
    somebody = town.person()
    await book(somebody)
    assert "Ist das richtig?" in somebody.text
    assert "العربية" in somebody.text
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
    """Three people want the time of two advisers; the last is told and chooses again."""
    people = [town.person(user) for user in (1, 2, 3)]
    for somebody in people:
        await book(somebody)
    for somebody in people:
        await somebody.tap("Ja, Termin buchen")

    late = [somebody for somebody in people if "gerade vergeben" in somebody.text]
    assert 1 <= len(late) <= 2
    await late[0].tap(":")
    await late[0].tap("Ja, Termin buchen")
    assert "Ihr Code: W-" in late[0].text


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


async def test_a_chosen_language_stays_and_another_is_only_offered(town):
    """By button it is fixed; writing in another language brings an offer, no flip-flop."""
    somebody = town.person()
    await somebody.say("/language")
    await somebody.tap("Українська")
    await somebody.say("Where can I learn German in this town please?")

    assert town.services.content.topics["german-courses"].answer["uk"].split("\n")[0][:20] in somebody.text
    assert somebody.labels[-1] == "🌐 English"
    await somebody.tap("🌐 English")
    assert "English" in somebody.text


async def test_a_language_we_do_not_speak_is_said_so(town):
    """In simple German and English, with its own name, and still with a way on."""
    somebody = town.person(language_code="pl")
    await somebody.say("Dzień dobry, czy możecie mi powiedzieć jaka będzie jutro pogoda w Warszawie?")

    assert "Diese Sprache spreche ich noch nicht: Polski" in somebody.text
    assert "English" in somebody.labels
    assert "07195 13-327" in somebody.text
    assert "Albertviller Straße 20" in somebody.text


@pytest.mark.parametrize("text", ["😀😀", "12345", "???", "ok"])
async def test_next_to_nothing_gets_an_honest_answer_with_a_person(town, text):
    """Only emoji, only digits: no guess, but a phone number."""
    somebody = town.person()
    await somebody.say(text)

    assert somebody.last["from"] == "bot"
    copies = [b.get("copy") for row in somebody.last["buttons"] for b in row]
    assert "07195 13-327" in copies or "☰ Alle Themen" in somebody.labels


async def test_out_of_scope_is_admitted_and_a_person_offered(town):
    """A person, a phone number and an address."""
    somebody = town.person()
    await somebody.say("Wer hat gestern das Fußballspiel gewonnen?")

    assert "Das weiß ich leider nicht" in somebody.text
    assert "07195 13-327" in somebody.text
    assert "Albertviller Straße 20" in somebody.text


@pytest.mark.parametrize(
    "text", ["Hilfe, mein Mann schlägt mich", "зателефонуйте швидку, людина без свідомості"]
)
async def test_an_emergency_comes_first_also_inside_a_journey(town, text):
    """112 stands in the first lines."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.say(text)

    answer = somebody.bot_messages[1]
    assert "112" in answer["text"]


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker"])
async def test_what_is_not_text_is_refused_kindly(town, kind):
    """We read text only, and here is a person."""
    somebody = town.person()
    town.core.send_media(somebody.user, kind, language_code="de")
    await town.settle()

    assert "nur Text lesen" in somebody.text
    assert "07195 13-327" in somebody.text


async def test_a_message_of_ten_thousand_characters_is_answered(town):
    """Telegram's clients send it in pieces; each is answered."""
    somebody = town.person()
    await somebody.say("Ich suche eine Wohnung für meine Familie. " * 240)

    assert somebody.last["from"] == "bot"
    assert len(somebody.bot_messages) == 3


@pytest.mark.parametrize(
    "data",
    ["0:menu", "1:topic/gone", "1:book/day/2026-99-99", "1:book/confirm/" + "0" * 32, "1:cancel/999", "x"],
)
async def test_a_button_of_an_older_version_or_a_made_up_one_leads_to_the_menu(town, data):
    """Callback data is what somebody sends us."""
    somebody = town.person()
    message = await somebody.say("/menu")
    town.core.tap(somebody.user, message["message_id"], data)
    await town.settle()

    assert "nicht mehr gültig" in somebody.text
    assert "☰" not in somebody.labels[0]


async def test_somebody_who_blocks_the_bot_disturbs_nobody(town):
    """Their update is done with, the next person is served, and they come back any time."""
    gone, other = town.person(1), town.person(2)
    await gone.say("/start")
    town.core.say(gone.user, "Wann sind die Treffen?")
    town.core.block(gone.user, blocked=True)
    await other.say("/start")
    await town.settle()
    assert other.last["from"] == "bot"

    town.core.block(gone.user, blocked=False)
    await gone.say("/start")
    assert "Guten Tag" in gone.text


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


async def test_times_are_the_ones_on_the_clock_after_the_clock_change(sqlite_database):
    """A booking made in summer time for a day in winter time."""
    async with open_town(sqlite_database, Clock(datetime(2026, 10, 22, 12, tzinfo=UTC))) as town:
        somebody = town.person()
        await somebody.say("Wann sind die Begegnungstreffen?")
        assert "27.10.2026, 16:00" in somebody.text


async def test_in_danger_help_comes_before_any_word_about_the_language(town):
    """Somebody writes Polish, which we do not speak: 112 stands above that."""
    somebody = town.person(language_code="pl")
    await somebody.say("Pomocy, mój mąż mnie bije, proszę wezwać policję!")

    if "Polski" in somebody.text:
        assert somebody.text.index("112") < somebody.text.index("Polski")
    assert "112" in somebody.text


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
    people = [town.person(user) for user in (1, 2, 3)]
    for somebody in people:
        await book(somebody)
    for somebody in people:
        await somebody.tap("Ja, Termin buchen", times=2)

    assert any("gerade vergeben" in somebody.text for somebody in people)
    assert all("nicht mehr gültig" not in somebody.text for somebody in people)


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


async def test_an_interpreter_for_a_language_outside_our_list_can_be_asked_for(town):
    """Somebody who speaks Romanian need not lie."""
    somebody = town.person()
    await somebody.say("/termin")
    for label in ("IN Arbeit", "Ja, bitte", "Andere Sprache", "11.", ":"):
        await somebody.tap(label)

    assert "Dolmetscher: ja, Andere Sprache" in somebody.text


async def test_a_second_message_in_a_row_counts_once_even_if_it_is_handled_twice(town):
    """One word of another language brings an offer; a retry of the same message is not a second one."""
    somebody = town.person(language_code="de")
    await somebody.say("Wann sind die Begegnungstreffen?")
    town.core.fault("sendMessage", 500, times=1)
    await somebody.say("شكرا")

    assert "Gern geschehen" in somebody.text


async def test_telegrams_429_repeats_no_message_that_has_arrived(town):
    """The answer was sent, the step was not: only the step is sent again."""
    somebody = town.person()
    await somebody.say("/termin")
    await somebody.tap("IN Arbeit")
    before = len(somebody.bot_messages)
    town.core.fault("sendMessage", 429, retry_after=1, times=1)
    await somebody.say("Wann sind die Begegnungstreffen?")

    assert len(somebody.bot_messages) == before + 2


async def test_what_somebody_had_deleted_stands_in_no_file(town, tmp_path):
    """Chat number and words leave the database and its log as soon as the bot is idle."""
    somebody = town.person(user=987654321)
    await somebody.say("Geheimniskrämerei")
    await somebody.say("/delete")
    await somebody.tap("Meine Daten löschen")
    await somebody.tap("Ja, alles löschen")

    stored = b"".join(file.read_bytes() for file in tmp_path.glob("office.db*"))
    assert "Geheimniskrämerei".encode() not in stored
    assert b"Geheimniskr" not in stored
