from telegram import InlineKeyboardButton, InlineKeyboardMarkup, ReplyKeyboardRemove
from telegram.error import BadRequest

from tests.support.sandbox import TOKEN, refused

ONE = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="v1")]])
NOT_MODIFIED = (
    "Message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def test_text_and_keyboard_are_replaced(bot, core, amina):
    """Editing without a keyboard takes it away, as on Telegram."""
    sent = await bot.send_message(amina, "alt", reply_markup=ONE)
    await sent.edit_text("<b>neu</b>", parse_mode="HTML")
    seen = core.chat(amina)[-1]
    assert (seen["text"], seen["buttons"], seen["edited"]) == ("neu", [], True)
    await sent.edit_reply_markup(ONE)
    assert core.chat(amina)[-1]["buttons"] == [[{"text": "x", "data": "v1"}]]


async def test_an_edit_must_change_something(bot, amina):
    """The text counts after parsing and cleaning."""
    sent = await bot.send_message(amina, "a & b", reply_markup=ONE)
    with refused(BadRequest, NOT_MODIFIED):
        await sent.edit_text(" a &amp; b\u202c", parse_mode="HTML", reply_markup=ONE)
    with refused(BadRequest, NOT_MODIFIED):
        await sent.edit_reply_markup(ONE)


async def test_only_the_bots_own_texts_can_be_edited(bot, core, amina):
    """Not people's messages, not missing ones, no text in a document."""
    with refused(BadRequest, "Message can't be edited"):
        await bot.edit_message_text("x", amina, 1)
    with refused(BadRequest, "Message to edit not found"):
        await bot.edit_message_text("x", amina, 77)
    document = await bot.send_document(amina, b"x", filename="x.txt")
    with refused(BadRequest, "There is no text in the message to edit"):
        await document.edit_text("x")
    status, body = await core.call(
        TOKEN, "editMessageText",
        {"chat_id": amina, "message_id": 1, "text": "x", "reply_markup": ReplyKeyboardRemove().to_json()},
    )  # fmt: skip
    assert (status, body["description"]) == (400, "Bad Request: inline keyboard expected")


async def test_messages_are_deleted_for_two_days(bot, core, clock, amina):
    """The bot's and the person's; later they stay."""
    sent = await bot.send_message(amina, "x")
    assert await sent.delete()
    assert await bot.delete_message(amina, 1)
    assert core.chat(amina) == []
    with refused(BadRequest, "Message to delete not found"):
        await sent.delete()
    old = await bot.send_message(amina, "x")
    clock.turn(hours=48, seconds=1)
    with refused(BadRequest, "Message can't be deleted for everyone"):
        await old.delete()


async def test_a_tap_is_answered_once_and_in_time(bot, core, clock, amina):
    """After 150 seconds, a second time or with an invented id it is too late."""
    too_old = "Query is too old and response timeout expired or query ID is invalid"
    sent = await bot.send_message(amina, "x", reply_markup=ONE)
    first, second = core.tap(amina, sent.message_id, "v1"), core.tap(amina, sent.message_id, "v1")
    with refused(BadRequest, "MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(first, "x" * 201)
    assert await bot.answer_callback_query(first, "x" * 200, show_alert=True)
    with refused(BadRequest, too_old):
        await bot.answer_callback_query(first)
    clock.turn(seconds=151)
    for query in (second, "1", "nonsense"):
        with refused(BadRequest, too_old):
            await bot.answer_callback_query(query)


async def test_old_buttons_can_be_pressed(bot, core, amina):
    """Telegram's apps may show a keyboard that was already replaced; the bot must survive it."""
    sent = await bot.send_message(amina, "x", reply_markup=ONE)
    core.tap(amina, sent.message_id, "v0:older")
    *_, update = await bot.get_updates(timeout=1)
    assert update.callback_query.data == "v0:older"
    assert update.callback_query.message.text == "x"
    assert update.callback_query.from_user.language_code == "ar"
