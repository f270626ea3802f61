"""What people see when they write and tap, on the real application over the local Telegram."""

from datetime import UTC, datetime

import pytest

from tests.support.town import Clock, open_town


async def test_start_greets_in_the_language_of_telegrams_setting(town):
    """A phone in Arabic is greeted in Arabic, with topics and journeys as buttons."""
    amina = town.person(language_code="ar")
    await amina.say("/start")

    assert "فينندن" in amina.text or "Winnenden" in amina.text
    assert any("📚" in label or "ألمانية" in label for label in amina.labels)
    assert any(label.startswith("📅") for label in amina.labels)


@pytest.mark.parametrize("code", [None, "pl", "xx-yy"])
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
    await somebody.tap("Offene Tür")
    urls = [b["url"] for row in somebody.last["buttons"] for b in row if "url" in b]
    assert any("Albertviller" in url for url in urls)


async def test_contacts_can_be_copied(town):
    """Phone and mail stand on buttons that copy."""
    somebody = town.person()
    await somebody.say("Welche Telefonnummer haben Sie?")

    copies = [b["copy"] for row in somebody.last["buttons"] for b in row if "copy" in b]
    assert "07195 13-327" in copies
    assert "zuhause@winnenden.de" in copies


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


async def test_a_second_message_in_a_row_counts_once_even_if_it_is_handled_twice(town):
    """One word of another language brings an offer; a retry of the same message is not a second one."""
    somebody = town.person(language_code="de")
    await somebody.say("Wann sind die Begegnungstreffen?")
    town.core.fault("sendMessage", 500, times=1)
    await somebody.say("شكرا")

    assert "Gern geschehen" in somebody.text


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
