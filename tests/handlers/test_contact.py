"""Giving one's number by Telegram's key, or going on without: the real application on the local Telegram."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import CallbackQuery, ReplyKeyboardMarkup, ReplyKeyboardRemove, Update, User

from bot.journeys import contact
from bot.languages import BY_CODE
from bot.people import remember
from bot.replies.contact import SHARE, SKIP, ask_contact, contact_skipped, contact_taken
from bot.reply import Button, Reply, rows
from bot.texts import read_catalogues, spoken_languages, without_marks
from handlers.contact import MOST_BYTES, MOST_DIGITS, full_name, international
from handlers.context import OfficeContext
from handlers.render import keyboard, markup
from handlers.show import send, show
from tests.support.direction import faults

languages = pytest.mark.parametrize("language", spoken_languages())
NEXT = "Und nun der nächste Schritt."
OLD_KEY = "Diese Taste ist nicht mehr gültig"


class Asked:
    """A journey that has asked these people for their number and notes what it is given."""

    def __init__(self, *users):
        self.users = set(users)
        self.given = {}

    async def waits(self, chat):
        return chat.chat_id in self.users

    async def take(self, chat, number):
        self.given[chat.chat_id] = number
        said = contact_taken(chat.say) if number else contact_skipped(chat.say)
        return [said, Reply(NEXT, chat.say.language)]


@pytest.fixture
def asked(monkeypatch):
    """Erika (7) has been asked."""
    journey = Asked(7)
    monkeypatch.setitem(contact.ASKING, "test", contact.Asking(journey.waits, journey.take))
    return journey


async def ask(town, somebody):
    """What the journey sends before: the question with its two keys."""
    await somebody.say("/start")
    voice = town.services.voices[somebody.language_code]
    await send(town.application.bot, somebody.user, [ask_contact(voice)])


async def press(town, somebody, part):
    """Press the key whose text contains `part`."""
    texts = [key["text"] for row in town.core.keyboard(somebody.user)["rows"] for key in row]
    town.core.press(somebody.user, next(text for text in texts if part in without_marks(text)))
    await town.settle()


def answers(somebody):
    """What the bot has said since the person's last message."""
    last = max(index for index, message in enumerate(somebody.messages) if message["from"] == "user")
    return [without_marks(message["text"]) for message in somebody.messages[last + 1 :]]


async def test_the_question_brings_two_keys_for_one_press(town):
    """One gives the number, one goes on without; the message itself has no buttons."""
    erika = town.person()
    await ask(town, erika)

    below = town.core.keyboard(erika.user)
    assert below == {
        "rows": [
            [{"text": "📱 Meine Nummer senden", "contact": True}],
            [{"text": "Ohne Nummer weiter", "contact": False}],
        ],
        "one_time": True,
    }
    assert erika.labels == []


async def test_a_shared_number_reaches_the_journey_that_waits(town, asked):
    """It says thanks, takes the keys away, and goes on in a message of its own."""
    erika = town.person()
    town.core.say(erika.user, "/start", "de", "Erika")
    await ask(town, erika)
    await press(town, erika, "Meine Nummer")

    assert asked.given[erika.user].name == "Erika"
    assert asked.given[erika.user].phone == erika.messages[-3]["contact"]["phone"]
    assert answers(erika) == ["Danke. Wir haben Ihre Nummer.", NEXT]
    assert town.core.keyboard(erika.user)["rows"] == []


@pytest.mark.parametrize(
    "written", ["Ohne Nummer weiter", "ohne nummer weiter ", "\u2068Ohne Nummer\u2069 weiter"]
)
async def test_whoever_keeps_the_number_goes_on_all_the_same(town, asked, written):
    """By the key or by typing its words."""
    erika = town.person()
    await ask(town, erika)
    await erika.say(written)

    assert asked.given == {erika.user: None}
    assert answers(erika) == ["✅", NEXT]
    assert town.core.keyboard(erika.user)["rows"] == []


@languages
async def test_the_key_without_a_number_is_known_in_every_language(town, asked, language):
    """As its label reaches us, with the direction marks of its language; whoever is asked speaks that one."""
    somebody = town.person(language_code=BY_CODE[language].telegram or language)
    voice = town.services.voices[language]
    await somebody.say("/start")
    await send(town.application.bot, somebody.user, [ask_contact(voice)])
    await press(town, somebody, without_marks(voice(SKIP)))

    assert asked.given == {somebody.user: None}


async def test_somebody_elses_number_is_not_taken(town, asked):
    """The same question again, and the keys are still there."""
    erika = town.person()
    await ask(town, erika)
    question = erika.text
    town.core.send_media(erika.user, "contact")
    await town.settle()

    assert asked.given == {}
    assert answers(erika) == [question]
    assert len(town.core.keyboard(erika.user)["rows"]) == 2


async def test_a_contact_nobody_asked_for_is_no_text(town):
    """As a photo is none; nobody is asked for a number out of the blue."""
    erika = town.person()
    await erika.say("/start")
    town.core.send_media(erika.user, "contact")
    await town.settle()

    assert "nur Text lesen" in erika.text
    assert town.core.keyboard(erika.user)["rows"] == []


@pytest.mark.parametrize("key", ["Meine Nummer", "Ohne Nummer"])
async def test_keys_of_yesterday_say_so_and_lead_to_the_menu(town, key):
    """Nobody waits any more: the number is taken by nobody."""
    erika = town.person()
    await ask(town, erika)
    await press(town, erika, key)

    assert answers(erika)[0].startswith(OLD_KEY)
    assert any("Termin" in label for label in erika.labels)
    assert town.core.keyboard(erika.user)["rows"] == []


async def test_a_question_in_between_leaves_the_keys_where_they_are(town, asked):
    """It is answered, and the number can still be given."""
    erika = town.person()
    await ask(town, erika)
    await erika.say("wo kann ich deutsch lernen")
    await press(town, erika, "Meine Nummer")

    assert erika.user in asked.given


async def test_an_answer_that_comes_twice_gets_the_same_replies(town, asked):
    """Two quick presses, or one that is handled again after a crash."""
    erika = town.person()
    await ask(town, erika)
    for _ in range(2):
        town.core.say(erika.user, "Ohne Nummer weiter")
    await town.settle()

    assert [message["text"] for message in erika.bot_messages[-4:]] == ["✅", NEXT] * 2


async def test_journeys_are_asked_in_order(town, asked, monkeypatch):
    """The first that waits gets the answer."""
    later = Asked(7)
    monkeypatch.setitem(contact.ASKING, "later", contact.Asking(later.waits, later.take))
    erika = town.person()
    for journey in (asked, later):
        await ask(town, erika)
        await press(town, erika, "Ohne Nummer")
        assert journey.given == {erika.user: None}
        journey.users.clear()


async def test_what_a_journey_writes_is_kept_with_the_answer(town, monkeypatch):
    """One transaction: the journey's own rows are there when the person reads the thanks."""

    async def waits(_):
        return True

    async def take(chat, number):
        (await remember(chat.session, chat.chat_id, chat.now())).language = "fr"
        return [contact_taken(chat.say)]

    monkeypatch.setitem(contact.ASKING, "test", contact.Asking(waits, take))
    erika = town.person()
    await ask(town, erika)
    await press(town, erika, "Meine Nummer")
    async with town.services.database.read() as session:
        assert (await remember(session, erika.user, town.clock())).language == "fr"


async def test_a_question_with_keys_never_replaces_the_tapped_message(town):
    """Telegram edits no message into one with keys below; the tapped one stays and the new one follows."""
    erika = town.person()
    await erika.say("/start")
    bot = town.application.bot
    tapped = await bot.send_message(erika.user, "Ihre Nummer?")
    for reply in (ask_contact(town.services.voices["de"]), contact_taken(town.services.voices["de"])):
        query = CallbackQuery("1", User(erika.user, "Erika", is_bot=False), "1", tapped, data="1:menu")
        query.set_bot(bot)
        await show(Update(1, callback_query=query), OfficeContext(town.application), reply)

    assert [message["text"] for message in erika.messages[-3:]] == [
        "Ihre Nummer?",
        "Tippen Sie unten auf die Taste. Dann bekommen wir Ihren Namen und Ihre Telefonnummer.",
        "Danke. Wir haben Ihre Nummer.",
    ]
    assert town.core.keyboard(erika.user)["rows"] == []


@languages
def test_the_question_is_said_as_everything_else(language):
    """Its label keeps the direction of its language, and says the same to screen and key."""
    say = read_catalogues()[language]
    keys = markup(ask_contact(say)).keyboard
    right_to_left = BY_CODE[language].right_to_left

    assert [[key.request_contact for key in row] for row in keys] == [[True], [None]]
    assert [without_marks(key.text) for (key,) in keys] == [
        without_marks(say(text)) for text in (SHARE, SKIP)
    ]
    assert [found for (key,) in keys if (found := faults(key.text, right_to_left=right_to_left))] == []


def test_a_message_carries_one_kind_of_keys():
    """The question before the buttons, the buttons before the removal."""
    buttons = rows(Button("x", action="menu"))
    question = ask_contact(read_catalogues()["de"])

    assert isinstance(markup(replace(question, buttons=buttons)), ReplyKeyboardMarkup)
    dropped = Reply("x", "de", drop_keyboard=True)
    assert isinstance(markup(dropped), ReplyKeyboardRemove)
    assert markup(replace(dropped, buttons=buttons)) == keyboard(replace(dropped, buttons=buttons))
    assert markup(Reply("x", "de")) is None


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("+498999998007", "+498999998007"),
        ("498999998007", "+498999998007"),
        ("+49 89 99998-007", "+498999998007"),
        ("089 99998007", "08999998007"),
    ],
)
def test_a_number_has_its_plus_again(told, kept):
    """Some of Telegram's apps leave it out; a number without its country stays as it is."""
    assert international(told) == kept


@given(st.text(), st.none() | st.text(), st.text())
def test_whatever_an_app_sends_stays_small(first, last, phone):
    """One line, no direction marks, within the columns."""
    name = full_name(first, last)

    assert len(name.encode()) <= MOST_BYTES
    assert name == without_marks(name)
    assert len(name.splitlines()) <= 1
    assert len(international(phone)) <= MOST_DIGITS + 1
