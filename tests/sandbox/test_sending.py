from io import BytesIO

import pytest
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter

from sandbox.core import Telegram
from tests.support.sandbox import TOKEN, bot_inside, refused

STRANGER, OKSANA = 999_999, 1002
INT_WARNING = pytest.mark.filterwarnings("ignore:.*`retry_after` will be")


def keyboard(*rows):
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton("x", callback_data=data) for data in row] for row in rows]
    )


def button(**kind):
    return InlineKeyboardMarkup([[InlineKeyboardButton("x", **kind)]])


async def test_a_message_arrives_with_entities_and_buttons(bot, core, amina):
    """What the bot sends is what the person sees."""
    rows = InlineKeyboardMarkup([
        [InlineKeyboardButton("Ja", callback_data="v1:yes"), InlineKeyboardButton("Web", url="https://winnenden.de")],
        [InlineKeyboardButton("Nummer", copy_text=CopyTextButton("+49 7195 130"))],
    ])  # fmt: skip
    sent = await bot.send_message(amina, "<b>Hallo</b> &amp; gut", parse_mode="HTML", reply_markup=rows)
    assert sent.text == "Hallo & gut"
    assert sent.entities == (MessageEntity("bold", 0, 5),)
    assert sent.reply_markup == rows
    assert core.chat(amina)[-1] == {
        "message_id": sent.message_id,
        "from": "bot",
        "text": "Hallo & gut",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "buttons": [
            [{"text": "Ja", "data": "v1:yes"}, {"text": "Web", "url": "https://winnenden.de"}],
            [{"text": "Nummer", "copy": "+49 7195 130"}],
        ],
        "edited": False,
    }


@pytest.mark.parametrize(
    ("text", "mode", "reason"),
    [
        ("", None, "Message text is empty"),
        (" \n\u200b", None, "Text must be non-empty"),
        ("<b></b>", "HTML", "Text must be non-empty"),
        ("x" * 4097, None, "Message is too long"),
        ("😀" * 2049, None, "Message is too long"),
        ("x" * 40_000, None, "Text is too long"),
        ("<p>", "HTML", 'Can\'t parse entities: unsupported start tag "p" at byte offset 0'),
        ("x", "RTF", "Unsupported parse_mode"),
    ],
)
async def test_a_bad_text_is_refused(bot, amina, text, mode, reason):
    """In Telegram's words and with status 400."""
    with refused(BadRequest, reason):
        await bot.send_message(amina, text, parse_mode=mode)


async def test_the_limit_of_4096_counts_after_parsing(bot, amina):
    """Markup is free, entities are not counted."""
    sent = await bot.send_message(amina, f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert len(sent.text) == 4096


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (button(callback_data="ا" * 33), "BUTTON_DATA_INVALID"),
        (button(callback_data=""),
         "Can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (button(url="ftp://winnenden.de"),
         "Inline keyboard button URL 'ftp://winnenden.de' is invalid: Unsupported URL protocol"),
        (button(url="https://town"), "Inline keyboard button URL 'https://town' is invalid: Wrong HTTP URL"),
        (button(copy_text=CopyTextButton("x" * 257)), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(*[["x"] * 8] * 13), "Reply markup is too long"),
        (keyboard(["x"] * 9), "Reply markup is too long"),
    ],
)  # fmt: skip
async def test_a_bad_keyboard_is_refused(bot, amina, markup, reason):
    """Limits of data, addresses, copied text and number."""
    with refused(BadRequest, reason):
        await bot.send_message(amina, "x", reply_markup=markup)


async def test_a_keyboard_at_its_limits_is_taken(bot, core, amina):
    """64 bytes, 256 characters to copy, 100 buttons, links into Telegram."""
    await bot.send_message(amina, "x", reply_markup=keyboard(*[["ا" * 32] * 5] * 20))
    await bot.send_message(amina, "x", reply_markup=button(copy_text=CopyTextButton("x" * 256)))
    await bot.send_message(amina, "x", reply_markup=button(url="tg://user?id=1001"))
    assert sum(len(row) for row in core.chat(amina)[1]["buttons"]) == 100


async def test_nobody_can_be_written_to_before_they_wrote(bot):
    """People who exist but never wrote are 403, strangers 400."""
    with refused(Forbidden, "Forbidden: bot can't initiate conversation with a user"):
        await bot.send_message(OKSANA, "x")
    with refused(BadRequest, "Chat not found"):
        await bot.send_message(STRANGER, "x")


async def test_blocking_is_told_and_respected(bot, core, amina):
    """A blocked bot gets my_chat_member and 403 until the person is back."""
    core.block(amina, blocked=True)
    with refused(Forbidden, "Forbidden: bot was blocked by the user"):
        await bot.send_message(amina, "x")
    core.say(amina, "wieder da")
    await bot.send_message(amina, "x")
    first, *changes, last = await bot.get_updates(timeout=1)
    states = [(change.my_chat_member.old_chat_member.status, change.my_chat_member.new_chat_member.status)
              for change in changes]  # fmt: skip
    assert states == [("member", "kicked"), ("kicked", "member")]
    assert (first.message.text, last.message.text) == ("/start", "wieder da")


async def test_replies_need_their_message(bot, amina):
    """A reply quotes, a reply to nothing fails unless that is allowed."""
    sent = await bot.send_message(amina, "x", reply_parameters=ReplyParameters(1))
    assert sent.reply_to_message.text == "/start"
    with refused(BadRequest, "Message to be replied not found"):
        await bot.send_message(amina, "x", reply_parameters=ReplyParameters(77))
    loose = ReplyParameters(77, allow_sending_without_reply=True)
    assert (await bot.send_message(amina, "x", reply_parameters=loose)).reply_to_message is None
    with refused(BadRequest, "Message thread not found"):
        await bot.send_message(amina, "x", message_thread_id=5)


async def test_own_entities_are_taken_and_checked(bot, amina):
    """A bot may give entities instead of markup."""
    sent = await bot.send_message(amina, "\u202ahallo", entities=[MessageEntity("bold", 1, 5)])
    assert (sent.text, sent.entities) == ("hallo", (MessageEntity("bold", 0, 5),))
    with refused(BadRequest, "Receive an entity with incorrect offset -1"):
        await bot.send_message(amina, "x", entities=[MessageEntity("bold", -1, 5)])


async def test_documents_go_up_and_come_down(bot, core, amina):
    """Bytes, name, caption and type survive; the same file can be sent again by its id."""
    sent = await bot.send_document(
        amina, BytesIO(b"\x00%PDF"), filename="Termin ä.pdf", caption="<i>Ihr</i> Termin", parse_mode="HTML"
    )
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"\x00%PDF"
    again = await bot.send_document(amina, sent.document.file_id)
    assert again.document.file_name == "Termin ä.pdf"
    seen = core.chat(amina)[1]
    assert seen["text"] == "Ihr Termin"
    assert seen["document"] == {
        "file_id": sent.document.file_id,
        "file_unique_id": sent.document.file_unique_id,
        "file_name": "Termin ä.pdf",
        "mime_type": "application/pdf",
        "file_size": 5,
        "name": "Termin ä.pdf",
        "size": 5,
        "url": f"/sandbox/files/{sent.document.file_id}",
    }
    assert seen["entities"] == [{"type": "italic", "offset": 0, "length": 3}]


async def test_bad_documents_are_refused(bot, amina):
    """Empty, unknown, elsewhere, too long a caption."""
    with refused(BadRequest, "File must be non-empty"):
        await bot.send_document(amina, BytesIO(b""), filename="x")
    with refused(BadRequest, "Wrong file identifier/HTTP URL specified"):
        await bot.send_document(amina, "unknown")
    with refused(BadRequest, "Failed to get HTTP URL content"):
        await bot.send_document(amina, "https://winnenden.de/x.pdf")
    with refused(BadRequest, "Message caption is too long"):
        await bot.send_document(amina, BytesIO(b"x"), caption="x" * 1025)
    with refused(BadRequest, "Invalid file_id"):
        await bot.get_file("unknown")


async def test_uploads_over_50_megabytes_are_refused(bot, amina):
    """413, which python-telegram-bot takes for a network error."""
    with refused(NetworkError, "Request Entity Too Large"):
        await bot.send_document(amina, bytes(50 * 1024 * 1024 + 1), filename="x")


async def test_files_over_20_megabytes_cannot_be_fetched(core, amina):
    """The Bot API's limit for downloads."""
    async with bot_inside(core) as bot:
        sent = await bot.send_document(amina, bytes(20 * 1024 * 1024 + 1), filename="x")
        with refused(BadRequest, "File is too big"):
            await bot.get_file(sent.document.file_id)


async def test_places_are_sent(bot, core, amina):
    """A venue carries title and address, a location only the point."""
    await bot.send_venue(amina, 48.875, 9.398, "Rathaus", "Torstraße 10")
    await bot.send_location(amina, 48.875, 9.398)
    venue, location = core.chat(amina)[1:]
    assert venue["venue"] == {
        "title": "Rathaus", "address": "Torstraße 10", "latitude": 48.875, "longitude": 9.398
    }  # fmt: skip
    assert location["media"] == "location"
    with refused(BadRequest, "Wrong location specified"):
        await bot.send_location(amina, 91, 0)


async def test_messages_are_copied_and_forwarded(bot, core, amina):
    """A copy hides who wrote, a forward tells."""
    core.say(OKSANA, "добрий день")
    copied = await bot.copy_message(amina, OKSANA, 2)
    forwarded = await bot.forward_message(amina, OKSANA, 2)
    assert core.chat(amina)[-2]["message_id"] == copied.message_id
    assert forwarded.forward_origin.sender_user.first_name == "Oksana"
    assert [message["text"] for message in core.chat(amina)[-2:]] == ["добрий день"] * 2
    with refused(BadRequest, "Message to copy not found"):
        await bot.copy_message(amina, OKSANA, 1)
    with refused(BadRequest, "Message to forward not found"):
        await bot.forward_message(amina, OKSANA, 1)


@INT_WARNING
async def test_forced_faults_strike_as_often_as_ordered(bot, core, amina):
    """A test can make Telegram fail."""
    core.fault("sendMessage", 429, retry_after=7)
    core.fault("*", 502, times=2)
    with pytest.raises(RetryAfter):
        await bot.send_message(amina, "x")
    for _ in range(2):
        with refused(NetworkError, "Bad Gateway"):
            await bot.send_message(amina, "x")
    await bot.send_message(amina, "x")


@INT_WARNING
async def test_flood_limits_answer_with_the_time_to_wait(clock, amina):
    """A short burst passes, then one message a second; over all chats thirty a second."""
    core = Telegram(clock.now, tokens=[TOKEN], flood_limits=True)
    for person in range(1, 41):
        core.say(person, "hi")
    async with bot_inside(core) as bot:
        for _ in range(5):
            await bot.send_message(1, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "x")
        clock.turn(seconds=1)
        await bot.send_message(1, "x")
        for person in range(2, 31):
            await bot.send_message(person, "x")
        with pytest.raises(RetryAfter):
            await bot.send_message(31, "x")
    status, body = await core.call(TOKEN, "sendMessage", {"chat_id": 31, "text": "x"})
    assert status == 429
    assert body["parameters"] == {"retry_after": 1}
    assert body["description"] == "Too Many Requests: retry after 1"
