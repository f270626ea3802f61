"""The keys below a chat: what a bot may put there, what a person's press sends, when they go."""

import phonenumbers
import pytest
from telegram import ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton
from telegram import ReplyKeyboardMarkup as Keys
from telegram import ReplyKeyboardRemove as NoKeys
from telegram.error import BadRequest

from sandbox.errors import SandboxError
from tests.support.sandbox import TOKEN, bot_inside, refused

AMINA, NOBODY, OKSANA = 1001, 555, 1002
NONE = {"rows": [], "one_time": False}
SHARE = KeyboardButton("Nummer senden", request_contact=True)
INLINE = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="x")]])


async def update_of(bot):
    """The newest update that waits for the bot."""
    return (await bot.get_updates(timeout=1))[-1]


async def test_keys_stand_below_the_chat_until_they_are_removed(bot, core, amina):
    """Other messages, with and without buttons of their own, leave them alone."""
    sent = await bot.send_message(amina, "?", reply_markup=Keys([["Ja", "Nein"], [SHARE]]))
    rows = [
        [{"text": "Ja", "contact": False}, {"text": "Nein", "contact": False}],
        [{"text": "Nummer senden", "contact": True}],
    ]
    assert sent.reply_markup is None
    assert core.keyboard(amina) == {"rows": rows, "one_time": False}
    await bot.send_message(amina, "x")
    await bot.send_message(amina, "x", reply_markup=INLINE)
    assert core.keyboard(amina)["rows"] == rows
    await bot.send_message(amina, "x", reply_markup=Keys([["Anders"]], one_time_keyboard=True))
    assert core.keyboard(amina) == {"rows": [[{"text": "Anders", "contact": False}]], "one_time": True}
    await bot.send_message(amina, "x", reply_markup=NoKeys())
    assert core.keyboard(amina) == NONE == core.keyboard(NOBODY)


async def test_a_pressed_key_says_its_text(bot, core, amina):
    """As if the person had written it; the keys stay."""
    await bot.send_message(amina, "?", reply_markup=Keys([["Ja", "Nein"]]))
    number = core.press(amina, "Nein")
    assert core.chat(amina)[-1]["message_id"] == number
    assert (core.chat(amina)[-1]["text"], core.chat(amina)[-1]["from"]) == ("Nein", "user")
    assert (await update_of(bot)).message.text == "Nein"
    assert len(core.keyboard(amina)["rows"]) == 1


async def test_a_contact_key_sends_the_persons_own_number(bot, core, amina):
    """Name and id are theirs; the number is a real one that belongs to nobody, and always the same."""
    core.say(OKSANA, "hi")
    for user in (amina, OKSANA):
        await bot.send_message(user, "?", reply_markup=Keys([[SHARE]]))
        core.press(user, "Nummer senden")
    contact = (await update_of(bot)).message.contact
    assert (contact.first_name, contact.user_id) == ("Oksana", OKSANA)
    assert phonenumbers.is_valid_number(phonenumbers.parse(contact.phone_number))
    seen, other = core.chat(OKSANA)[-1], core.chat(amina)[-1]
    assert seen["contact"] == {"name": "Oksana", "phone": contact.phone_number}
    assert seen["media"] == "contact"
    assert other["contact"]["phone"] != contact.phone_number
    core.press(OKSANA, "Nummer senden")
    assert core.chat(OKSANA)[-1]["contact"] == seen["contact"]


@pytest.mark.parametrize("key", ["Ja", "Nummer senden"])
async def test_keys_for_one_time_are_gone_after_a_press(bot, core, amina, key):
    """But not when the person writes instead; a second press finds nothing."""
    await bot.send_message(amina, "?", reply_markup=Keys([["Ja"], [SHARE]], one_time_keyboard=True))
    core.say(amina, "Wozu?")
    assert core.keyboard(amina)["rows"]
    core.press(amina, key)
    assert core.keyboard(amina) == NONE
    with pytest.raises(SandboxError, match=key):
        core.press(amina, key)


async def test_nobody_presses_what_is_not_there(core, amina):
    """No such key, no such person."""
    for user in (amina, NOBODY):
        with pytest.raises(SandboxError):
            core.press(user, "Ja")


async def test_keys_go_with_the_message_that_brought_them(bot, core, amina):
    """When the bot deletes it."""
    await bot.send_message(amina, "alt", reply_markup=Keys([["alt"]]))
    sent = await bot.send_message(amina, "neu", reply_markup=Keys([["neu"]]))
    await bot.delete_message(amina, sent.message_id - 1)
    assert core.keyboard(amina)["rows"]
    await sent.delete()
    assert core.keyboard(amina) == NONE


async def test_an_answer_that_is_asked_for_quotes_the_question(bot, core, amina):
    """Once, whatever the person sends; keys that stood there before are gone."""
    await bot.send_message(amina, "?", reply_markup=Keys([["Ja"]]))
    asked = await bot.send_message(amina, "Wie heißen Sie?", reply_markup=ForceReply())
    assert core.keyboard(amina) == NONE
    core.say(amina, "Amina")
    core.say(amina, "Und Sie?")
    first, second = [update.message for update in await bot.get_updates(timeout=1)][-2:]
    assert first.reply_to_message.message_id == asked.message_id
    assert second.reply_to_message is None


@pytest.mark.parametrize("markup", [Keys([["Ja"]]), NoKeys(), ForceReply()])
async def test_only_a_message_with_buttons_of_its_own_can_be_edited(bot, amina, markup):
    """Neither into nor away from something below the chat."""
    sent = await bot.send_message(amina, "x", reply_markup=markup)
    with refused(BadRequest, "Message can't be edited"):
        await sent.edit_text("y")
    plain = await bot.send_message(amina, "x")
    with refused(BadRequest, "Inline keyboard expected"):
        await bot.edit_message_text("y", amina, plain.message_id, reply_markup=markup)


async def test_a_person_who_blocked_the_bot_lets_it_in_again_by_a_press(bot, core, amina):
    """As by writing."""
    await bot.send_message(amina, "?", reply_markup=Keys([[SHARE]]))
    core.block(amina, blocked=True)
    core.press(amina, "Nummer senden")
    await bot.send_message(amina, "Danke")


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ({"keyboard": 5}, 'field "keyboard" must be of type Array'),
        ({"keyboard": ["Ja"]}, 'field "keyboard" must be an Array of Arrays'),
        ({"keyboard": [[5]]}, "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        ({"keyboard": [[{}]]}, "can't parse keyboard button: Can't find field \"text\""),
        ({"keyboard": [[{"text": []}]]},
         'can\'t parse keyboard button: Field "text" must be of type String'),
        ({"keyboard": [[{"text": "x", "request_contact": 1}]]},
         'can\'t parse keyboard button: Field "request_contact" must be of type Boolean'),
        ({"keyboard": [[{"text": "x", "style": "golden"}]]},
         "can't parse keyboard button: invalid button style specified"),
        ({"keyboard": [["\u202e"]]}, "keyboard button text must be non-empty"),
        ({"keyboard": [["x"]], "resize_keyboard": "yes"}, 'field "resize_keyboard" must be of type Boolean'),
        ({"keyboard": [["x"]], "one_time_keyboard": 1}, 'field "one_time_keyboard" must be of type Boolean'),
        ({"keyboard": [["x"]], "is_persistent": 1}, 'field "is_persistent" must be of type Boolean'),
        ({"remove_keyboard": "yes"}, 'field "remove_keyboard" must be of type Boolean'),
        ({"force_reply": 1}, 'field "force_reply" must be of type Boolean'),
        ({"force_reply": True, "selective": 1}, 'field "selective" must be of type Boolean'),
        ({"force_reply": True, "input_field_placeholder": []},
         'field "input_field_placeholder" must be of type String'),
    ],
)  # fmt: skip
async def test_a_bad_markup_is_refused_in_telegrams_words(core, amina, markup, description):
    """And changes nothing."""
    await core.call(
        TOKEN, "sendMessage", {"chat_id": amina, "text": "x", "reply_markup": {"keyboard": [["x"]]}}
    )
    before = core.keyboard(amina), len(core.chat(amina))
    status, body = await core.call(
        TOKEN, "sendMessage", {"chat_id": amina, "text": "x", "reply_markup": markup}
    )
    assert (status, body["description"]) == (400, f"Bad Request: {description}")
    assert (core.keyboard(amina), len(core.chat(amina))) == before


@pytest.mark.parametrize(
    "markup",
    [
        {"keyboard": [[{"text": "x", "request_users": {"request_id": 1}}]]},
        {"keyboard": [[{"text": "x", "request_chat": {"request_id": 1}}]]},
        {"keyboard": [[{"text": "x", "request_location": True}]]},
        {"keyboard": [[{"text": "x", "request_poll": {}}]]},
        {"keyboard": [[{"text": "x", "web_app": {"url": "https://example.org"}}]]},
        {"keyboard": [["x"]], "input_field_placeholder": "x" * 65},
    ],
)  # fmt: skip
async def test_keys_that_are_not_emulated_fail_loudly(core, amina, markup):
    """Better 501 than a guess."""
    status, _ = await core.call(TOKEN, "sendMessage", {"chat_id": amina, "text": "x", "reply_markup": markup})
    assert status == 501


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ({"keyboard": [["a", ""], [""], [], ["b"]]}, [["a"], ["b"]]),
        ({"keyboard": [[{"text": "a", "request_location": False, "style": "primary"}]]}, [["a"]]),
        ({"keyboard": [["\u202aa\u2028b"]]}, [["ab"]]),
        ({"keyboard": [["a"]], "inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}, [["a"]]),
        ({"keyboard": [["a"]], "remove_keyboard": True}, [["a"]]),
        ({"keyboard": [], "remove_keyboard": True}, []),
        ({"keyboard": [], "remove_keyboard": False}, [["before"]]),
        ({"keyboard": [[""]]}, [["before"]]),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}]], "remove_keyboard": True}, [["before"]]),
        ({"keyboard": [["x"] * 13]}, [["x"] * 12]),
        ({"keyboard": [["x"] * 12] * 26}, [["x"] * 12] * 25),
    ],
)
async def test_what_telegram_leaves_out_is_left_out(core, amina, markup, texts):
    """Keys without a text, what is more than 12 in a row or 300; keys count before buttons and removal."""
    for wanted in ({"keyboard": [["before"]]}, markup):
        status, _ = await core.call(
            TOKEN, "sendMessage", {"chat_id": amina, "text": "x", "reply_markup": wanted}
        )
        assert status == 200
    assert [[key["text"] for key in row] for row in core.keyboard(amina)["rows"]] == texts


async def test_a_page_hears_of_the_keys(core, amina):
    """With all it needs to draw them, when they come and when they go."""
    async with bot_inside(core) as bot:
        start = await core.changes(amina, 0, 0)
        assert start["keyboard"]["rows"] == []
        markup = Keys([["Ja"]], one_time_keyboard=True, resize_keyboard=True, input_field_placeholder="Ja?")
        await bot.send_message(amina, "?", reply_markup=markup)
        fresh = await core.changes(amina, start["version"], 20)
        assert fresh["keyboard"] == {
            "rows": [[{"text": "Ja", "contact": False}]],
            "one_time": True,
            "resized": True,
            "placeholder": "Ja?",
        }
        core.press(amina, "Ja")
        assert (await core.changes(amina, fresh["version"], 20))["keyboard"]["rows"] == []
