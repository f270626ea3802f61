"""sendPhoto as Telegram answers it: real sides, refusals in its words, the same photo again by its id."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.error import BadRequest

from sandbox.errors import ApiError
from sandbox.params import Upload
from sandbox.photos import photo_sizes
from tests.support.sandbox import TOKEN, bot_inside, refused


def picture(width=640, height=480, kind="PNG", **options):
    """A picture in one colour."""
    file = BytesIO()
    Image.new("RGB", (width, height), "#2a7").save(file, kind, **options)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP"])
async def test_a_photo_is_told_with_its_real_sides(bot, core, amina, kind):
    """Read from the picture itself, whatever the file is called; the largest size comes last."""
    sent = await bot.send_photo(amina, picture(640, 480, kind), filename="card.txt")
    assert [(size.width, size.height) for size in sent.photo] == [(320, 240), (640, 480)]
    small = await bot.send_photo(amina, picture(90, 60, kind))
    assert [(size.width, size.height) for size in small.photo] == [(90, 60)]


async def test_the_person_sees_photo_caption_and_buttons(bot, core, amina):
    """The caption stands where a text would stand."""
    rows = InlineKeyboardMarkup([[InlineKeyboardButton("Zurück", callback_data="v1")]])
    sent = await bot.send_photo(
        amina, picture(), caption="<b>Karte</b> &amp; Text", parse_mode="HTML", reply_markup=rows
    )
    largest = sent.photo[-1]
    assert core.chat(amina)[-1] == {
        "message_id": sent.message_id,
        "from": "bot",
        "text": "Karte & Text",
        "entities": [{"type": "bold", "offset": 0, "length": 5}],
        "buttons": [[{"text": "Zurück", "data": "v1"}]],
        "edited": False,
        "media": "photo",
        "photo": {
            "file_id": largest.file_id,
            "file_unique_id": largest.file_unique_id,
            "file_size": len(picture()),
            "width": 640,
            "height": 480,
            "url": f"/sandbox/files/{largest.file_id}",
        },
    }


async def test_photos_come_down_again(bot, amina):
    """The largest one unchanged, the smaller one as a picture of its own."""
    sent = await bot.send_photo(amina, picture())
    small, large = [await bot.get_file(size.file_id) for size in sent.photo]
    assert bytes(await large.download_as_bytearray()) == picture()
    assert large.file_path.endswith(".png")
    assert Image.open(BytesIO(await small.download_as_bytearray())).size == (320, 240)


async def test_a_photo_is_sent_again_by_its_id(bot, amina):
    """The id of any of its sizes means the whole photo."""
    sent = await bot.send_photo(amina, picture())
    for size in sent.photo:
        assert (await bot.send_photo(amina, size.file_id)).photo == sent.photo


async def test_a_photo_is_attached_by_name(core, amina):
    """attach:// names the part, as for documents."""
    part = {"mine": Upload("x", picture())}
    status, body = await core.call(TOKEN, "sendPhoto", {"chat_id": amina, "photo": "attach://mine"}, part)
    assert (status, body["result"]["photo"][-1]["width"]) == (200, 640)


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "IMAGE_PROCESS_FAILED"),
        (picture()[:-30], "IMAGE_PROCESS_FAILED"),
        (picture(40, 801), "PHOTO_INVALID_DIMENSIONS"),
        (picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (BytesIO(b""), "File must be non-empty"),
        ("unknown", "Wrong file identifier/HTTP URL specified"),
        ("https://winnenden.de/x.png", "Failed to get HTTP URL content"),
    ],
    ids=["bytes", "SVG", "cut off", "too steep", "too long", "empty", "unknown id", "elsewhere"],
)
async def test_a_bad_photo_is_refused_and_not_kept(bot, core, amina, photo, reason):
    """In Telegram's words and with status 400."""
    with refused(BadRequest, reason):
        await bot.send_photo(amina, photo)
    assert core.files.by_id == {}


async def test_limits_are_kept_to_the_last_one(bot, amina):
    """Twenty times as high as wide, 10,000 for both sides, 1024 letters of caption; over 10 MB never."""
    await bot.send_photo(amina, picture(40, 800))
    await bot.send_photo(amina, picture(9000, 1000), caption="x" * 1024)
    with refused(BadRequest, "Message caption is too long"):
        await bot.send_photo(amina, picture(), caption="x" * 1025)
    size = 10 * 1024 * 1024 + 1
    reason = f"File of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes"
    with refused(BadRequest, reason):
        await bot.send_photo(amina, bytes(size))


async def test_an_id_is_good_for_one_kind_only(bot, amina):
    """A document is no photo and a photo no document."""
    document = await bot.send_document(amina, picture(), filename="x.png")
    with refused(BadRequest, "Can't use file of type Document as Photo"):
        await bot.send_photo(amina, document.document.file_id)
    photo = await bot.send_photo(amina, picture())
    with refused(BadRequest, "Can't use file of type Photo as Document"):
        await bot.send_document(amina, photo.photo[-1].file_id)


async def test_a_photo_has_no_text_to_edit(bot, core, amina):
    """Its keyboard can be replaced, and a copy may have another caption."""
    sent = await bot.send_photo(amina, picture(), caption="alt")
    with refused(BadRequest, "There is no text in the message to edit"):
        await sent.edit_text("neu")
    await sent.edit_reply_markup(InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="v1")]]))
    await bot.copy_message(amina, amina, sent.message_id, caption="neu")
    original, copied = core.chat(amina)[-2:]
    assert original["buttons"] == [[{"text": "x", "data": "v1"}]]
    assert (copied["text"], copied["photo"]) == ("neu", original["photo"])


async def test_a_persons_photo_is_a_picture_too(core, bot, amina):
    """The bot can fetch it, open it and send it back."""
    core.send_media(amina, "photo")
    message = (await bot.get_updates())[-1].message
    file = await bot.get_file(message.photo[-1].file_id)
    assert Image.open(BytesIO(await file.download_as_bytearray())).size == (90, 60)
    assert (await bot.send_photo(amina, message.photo[-1].file_id)).photo == message.photo


async def test_what_is_not_emulated_of_photos_fails_loudly(core, amina):
    """Better than showing what Telegram would hide."""
    async with bot_inside(core) as bot:
        for hidden in ({"has_spoiler": True}, {"show_caption_above_media": True}):
            status, _ = await core.call(TOKEN, "sendPhoto", {"chat_id": amina} | hidden)
            assert status == 501
        with pytest.raises(Exception, match="does not emulate sendMediaGroup"):
            await bot.send_media_group(amina, [InputMediaPhoto(picture()), InputMediaPhoto(picture())])


@given(
    st.sampled_from(["PNG", "JPEG", "WEBP", "GIF", "BMP"]).map(lambda kind: picture(30, 20, kind)),
    st.data(),
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_a_damaged_photo_is_taken_or_refused(photo, data):
    """Whatever bytes are missing or wrong, it is one of Telegram's answers."""
    start = data.draw(st.integers(0, len(photo)))
    end = data.draw(st.integers(start, len(photo)))
    damaged = photo[:start] + data.draw(st.binary(max_size=8)) + photo[end:]
    try:
        sizes = photo_sizes(Upload("x", damaged))
    except ApiError as error:
        answer = error.code
    else:
        answer = 200 if sizes[-1][1].keys() == {"width", "height"} else None
    assert answer in {200, 400}
