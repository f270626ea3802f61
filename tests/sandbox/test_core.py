import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.core import Telegram
from sandbox.errors import SandboxError
from sandbox.methods import METHODS, known_methods
from tests.support.sandbox import TOKEN, Clock, bot_inside

AMINA, NOBODY = 1001, 555


@pytest.mark.parametrize(
    ("token", "description"),
    [
        ("4242:wrong", "Unauthorized"),
        ("4243:sandbox-token", "Unauthorized"),
        ("nonsense", "Unauthorized: invalid token specified"),
        ("042:x", "Unauthorized: invalid token specified"),
        ("x:y", "Unauthorized: invalid token specified"),
        ("0:y", "Unauthorized: invalid token specified"),
        ("1:" + "x" * 80, "Unauthorized: invalid token specified"),
        ("", "Unauthorized: invalid token specified"),
    ],
)
async def test_wrong_tokens_are_401(core, token, description):
    """Unknown and malformed ones have their own words."""
    assert await core.call(token, "getMe") == (
        401,
        {"ok": False, "error_code": 401, "description": description},
    )


async def test_without_a_token_any_well_formed_one_will_do(clock):
    """For a first try nobody needs to think of one."""
    status, body = await Telegram(clock.now).call("77:anything", "getMe")
    assert (status, body["result"]["id"]) == (200, 77)


async def test_methods_are_404_unknown_or_501_missing(core):
    """A known method that is missing here fails loudly; case does not matter."""
    assert await core.call(TOKEN, "sendMassage") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    assert (await core.call(TOKEN, "sendPoll"))[0] == 501
    assert (await core.call(TOKEN, "GETME"))[0] == 200


def test_what_we_emulate_is_what_telegram_has():
    """No invented method; the list comes from python-telegram-bot."""
    assert METHODS.keys() <= known_methods()
    assert len(known_methods()) > 150


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": AMINA, "text": "x", "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {"chat_id": AMINA, "text": "x", "reply_markup": "[]"},
         "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {"chat_id": AMINA, "text": "x", "reply_markup": {"inline_keyboard": [{}]}},
         'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ("sendMessage", {"chat_id": AMINA, "text": "x", "reply_markup": {"inline_keyboard": [["x"]]}},
         "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ("sendMessage", {"chat_id": AMINA, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        ("sendChatAction", {"chat_id": AMINA, "action": "dancing"}, "wrong parameter action in request"),
        ("sendVenue", {"chat_id": AMINA, "latitude": 1, "longitude": 1, "address": "x"}, "VENUE_TITLE_EMPTY"),
        ("sendLocation", {"chat_id": AMINA, "latitude": 1}, "longitude is empty"),
        ("sendDocument", {"chat_id": AMINA}, "there is no document in the request"),
        ("setMyCommands", {"commands": "[1]"}, "can't parse BotCommand: expected an Object"),
        ("setMyCommands", {"commands": "[]", "scope": '{"type":"town"}'},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("editMessageText", {"inline_message_id": "1", "text": "x"}, "MESSAGE_ID_INVALID"),
    ],
)  # fmt: skip
async def test_bad_parameters_are_400_with_telegrams_reason(core, amina, method, params, description):
    """Letter for letter, as a bot in any language would read it."""
    status, body = await core.call(TOKEN, method, params)
    assert (status, body["description"]) == (400, f"Bad Request: {description}")


PAY = {"inline_keyboard": [[{"text": "x", "pay": True}]]}


@pytest.mark.parametrize("params", [{"parse_mode": "MarkdownV2"}, {"reply_markup": PAY}])
async def test_what_is_not_emulated_fails_loudly(core, amina, params):
    """Better 501 than a guess."""
    status, _ = await core.call(TOKEN, "sendMessage", {"chat_id": amina, "text": "*x*", **params})
    assert status == 501


NAMES = [
    "allowed_updates", "callback_query_id", "caption", "chat_id", "commands", "document", "entities",
    "file_id", "from_chat_id", "language_code", "latitude", "longitude", "menu_button", "message_id",
    "parse_mode", "reply_markup", "reply_parameters", "scope", "text", "title", "url",
]  # fmt: skip
KEYS = [
    "chat_id", "command", "force_reply", "inline_keyboard", "input_field_placeholder", "keyboard",
    "message_id", "offset", "one_time_keyboard", "remove_keyboard", "request_contact", "text", "type", "url",
]  # fmt: skip
json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-2, 2000)
    | st.text(max_size=5)
    | st.sampled_from(["chat", "default"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=6,
)
parameters = st.dictionaries(
    st.sampled_from(NAMES), json_values | st.sampled_from([AMINA, "HTML", "typing", "<b>x"]), max_size=6
)


@settings(max_examples=300)
@given(st.sampled_from(sorted(METHODS.keys() - {"getupdates", "setwebhook"})), parameters)
async def test_any_parameters_get_an_answer_that_is_json(method, params):
    """Wild calls are refused or served, never a crash."""
    core = Telegram(Clock().now)
    core.say(AMINA, "hi")
    status, body = await core.call(TOKEN, method, params)
    assert body["ok"] is (status == 200)
    json.dumps(body, ensure_ascii=False).encode()


async def test_people_write_and_telegram_cleans(core):
    """Command entities are found, ends trimmed, strangers become known."""
    number = core.say(NOBODY, " \u202a/start x\u202c \n", language_code="tr", first_name="Mehmet")
    (message,) = core.chat(NOBODY)
    assert message["message_id"] == number
    assert (message["text"], message["from"]) == ("/start x", "user")
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert {"user": NOBODY, "first_name": "Mehmet", "language_code": "tr"} in core.people()


async def test_long_texts_arrive_as_several_messages(core):
    """As Telegram's apps send them; the id is the last one's."""
    last = core.say(AMINA, "😀" * 3000)
    assert [len(message["text"]) for message in core.chat(AMINA)] == [2048, 952]
    assert core.chat(AMINA, after=last - 1)[0]["message_id"] == last


@pytest.mark.parametrize("text", ["", " \n", "\u202e", "x\ud800"])
async def test_nobody_can_send_nothing(core, text):
    """Nor half a character."""
    with pytest.raises(SandboxError):
        core.say(AMINA, text)
    assert core.chat(AMINA) == []


async def test_people_send_other_things_than_text(core):
    """Each kind reaches the bot as python-telegram-bot knows it, files with their content."""
    kinds = ("photo", "voice", "sticker", "document", "location", "contact")
    for kind in kinds:
        core.send_media(AMINA, kind)
    async with bot_inside(core) as bot:
        updates = await bot.get_updates(timeout=1)
        assert all(getattr(update.message, kind) for update, kind in zip(updates, kinds, strict=True))
        file = await updates[0].message.photo[0].get_file()
        assert await file.download_as_bytearray()
    assert [message.get("media", "document") for message in core.chat(AMINA)] == list(kinds)
    with pytest.raises(SandboxError, match="hologram"):
        core.send_media(AMINA, "hologram")


async def test_impossible_taps_are_refused(core, amina):
    """No such message, no such person, data no button can carry."""
    for user, message, data in ((amina, 77, "x"), (NOBODY, 1, "x"), (amina, 1, ""), (amina, 1, "x" * 65)):
        with pytest.raises(SandboxError):
            core.tap(user, message, data)


async def test_message_ids_count_over_all_private_chats(core):
    """As on Telegram."""
    assert [core.say(AMINA, "a"), core.say(1002, "b"), core.say(AMINA, "c")] == [1, 2, 3]


async def test_a_page_hears_of_every_change(core, clock, amina):
    """New, edited, answered and deleted messages, notices and typing, each once."""
    async with bot_inside(core) as bot:
        start = await core.changes(amina, 0, 0)
        waiting = asyncio.create_task(core.changes(amina, start["version"], 20))
        await asyncio.sleep(0)
        await bot.send_chat_action(amina, "typing")
        typing = await waiting
        assert (typing["typing"], typing["messages"]) == (True, [])
        sent = await bot.send_message(amina, "x")
        fresh = await core.changes(amina, typing["version"], 20)
        assert (fresh["typing"], [message["text"] for message in fresh["messages"]]) == (False, ["x"])
        assert fresh["messages"][0]["date"] == int(clock.now().timestamp())
        query = core.tap(amina, sent.message_id, "v1")
        await bot.answer_callback_query(query, "Gemerkt", show_alert=True)
        await bot.delete_message(amina, 1)
        after = await core.changes(amina, fresh["version"], 20)
        assert after["alerts"] == [{"text": "Gemerkt", "show_alert": True}]
        assert after["deleted"] == [1]
        assert after["messages"][0]["answered_taps"] == ["v1"]
        again = await core.changes(amina, after["version"], 0)
        assert (again["messages"], again["alerts"], again["deleted"]) == ([], [], [])


async def test_typing_ends_after_five_seconds(core, clock, amina):
    """If the bot says nothing, the dots go."""
    await core.call(TOKEN, "sendChatAction", {"chat_id": amina, "action": "typing"})
    clock.turn(seconds=4.9)
    version = (await core.changes(amina, 0, 0))["version"]
    watching = asyncio.create_task(core.changes(amina, version, 20))
    await asyncio.sleep(0)
    clock.turn(seconds=0.2)
    assert not (await asyncio.wait_for(watching, 5))["typing"]


async def test_a_page_that_knows_a_later_version_starts_anew(core, amina):
    """The sandbox was restarted under it."""
    anew = await core.changes(amina, 999, 20)
    assert [message["text"] for message in anew["messages"]] == ["/start"]


async def test_old_notices_are_not_shown_to_a_page_that_comes_late(core, clock, amina):
    """Like a toast, they are over after ten seconds."""
    query = core.tap(amina, 1, "v1")
    await core.call(TOKEN, "answerCallbackQuery", {"callback_query_id": query, "text": "x"})
    clock.turn(seconds=11)
    assert (await core.changes(amina, 0, 0))["alerts"] == []
