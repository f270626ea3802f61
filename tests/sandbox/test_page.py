"""The chat page in a real browser, talking to a real sandbox; the tests are the people and the bot."""

import asyncio
import os
import shutil
import signal
import sys
from contextlib import asynccontextmanager
from io import BytesIO

import httpx
import pytest
import pytest_asyncio
from PIL import Image
from playwright.async_api import async_playwright, expect
from telegram import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from sandbox.core import Telegram
from sandbox.serving import listen
from tests.support.sandbox import TOKEN, bot_inside, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

AMINA, OKSANA = 1001, 1002
LOG = ".log:not([hidden])"
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
PATIENCE = 10_000  # milliseconds; a busy machine is no fault of the page
expect.set_options(timeout=PATIENCE)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser():
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not shutil.which(path):
        pytest.fail(
            f"There is no browser at {path}. Install one (Debian and Ubuntu: apt install chromium "
            "fonts-noto-core fonts-noto-color-emoji) or set CHROMIUM to the path of a Chromium or Chrome."
        )
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def core(clock):
    core = Telegram(clock.now, tokens=[TOKEN])
    yield core
    await core.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(core):
    async with bot_inside(core) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="module")
async def address(core):
    async with running(core) as base_url:
        yield base_url


@asynccontextmanager
async def opened(browser, url, **options):
    """A page in a browser of its own; whatever breaks in it, or loads from elsewhere, fails the test."""
    context = await browser.new_context(locale="de-DE", **options)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    trouble, origin = [], "/".join(url.split("/")[:3])
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda line: trouble.append(line.text) if "Content Security" in line.text else None)
    page.on("request", lambda asked: None if asked.url.startswith(origin) else trouble.append(asked.url))
    await page.goto(url)
    await expect(page.locator("[role=option][aria-selected=true]")).to_have_count(1)
    yield page
    await context.close()
    assert trouble == []


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser, address):
    async with opened(browser, f"{address}/?user={AMINA}") as page:
        yield page


def keys(*rows):
    return InlineKeyboardMarkup([[InlineKeyboardButton(text, **what) for text, what in row] for row in rows])


def below(*rows, placeholder=None):
    return ReplyKeyboardMarkup(
        rows, resize_keyboard=True, one_time_keyboard=True, input_field_placeholder=placeholder
    )


async def write(page, text):
    await page.get_by_label("Nachricht", exact=True).fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator(f"{LOG} .message.user").last).to_contain_text(text.split("\n")[-1])


def newest(page):
    return page.locator(f"{LOG} .message.bot:not(.typing)").last


async def test_an_empty_chat_offers_start(page, core, bot):
    """As on Telegram; after it the bot's answer stands in a bubble with its time."""
    await page.get_by_role("button", name="START", exact=True).click()
    await expect(page.locator(f"{LOG} .message.user")).to_contain_text("/start")
    await expect(page.get_by_role("button", name="START", exact=True)).to_be_hidden()
    await expect(page.locator("#status")).to_have_text("wartet auf Antwort …")
    await bot.send_message(AMINA, "Guten Tag!")
    await expect(newest(page)).to_contain_text("Guten Tag!")
    await expect(newest(page).locator("time")).to_have_attribute("datetime", "2027-01-18T09:00:00.000Z")
    assert [message["text"] for message in core.chat(AMINA)] == ["/start", "Guten Tag!"]


async def test_a_tapped_button_turns_until_the_bot_answers(page, bot):
    """The answer shows as a passing note, or as a dialog when the bot insists."""
    await write(page, "Termin")
    await bot.send_message(AMINA, "Wann?", reply_markup=keys([("Montag", {"callback_data": "monday"})]))
    button = newest(page).get_by_role("button", name="Montag")
    for insistent in (False, True):
        await button.click()
        await expect(button).to_have_attribute("aria-busy", "true")
        update = (await bot.get_updates())[-1]
        assert update.callback_query.data == "monday"
        await update.callback_query.answer("Gespeichert", show_alert=insistent)
        await expect(button).not_to_have_attribute("aria-busy", "true")
        note = page.get_by_role("dialog") if insistent else page.locator("#toast")
        await expect(note).to_contain_text("Gespeichert")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_hidden()


async def test_keys_stand_above_the_text_until_one_is_pressed(page, core, bot):
    """A contact key says what it gives away; the card that comes of it stands in the chat."""
    await write(page, "Termin")
    share = KeyboardButton("Nummer senden", request_contact=True)
    await bot.send_message(AMINA, "Ihre Nummer?", reply_markup=below([share], ["Ohne"], placeholder="Tippen"))
    keys = page.get_by_role("group", name="Tasten des Bots")
    await expect(keys.get_by_role("button")).to_have_text(
        ["📱 Nummer senden (sendet Ihre Telefonnummer)", "Ohne"]
    )
    await expect(page.get_by_placeholder("Tippen")).to_be_visible()
    await page.get_by_role("option", name="Oksana").click()
    await expect(keys).to_be_hidden()
    await page.get_by_role("option", name="Amina").click()
    await keys.get_by_role("button", name="Nummer senden").click()
    await expect(keys).to_be_hidden()
    card = page.locator(f"{LOG} .message.user").last
    await expect(card).to_contain_text("Amina")
    await expect(card).to_contain_text(core.chat(AMINA)[-1]["contact"]["phone"])
    assert (await bot.get_updates())[-1].message.contact.user_id == AMINA
    await bot.send_message(AMINA, "Noch eine?", reply_markup=below(["نعم", "📱 لا"]))
    await keys.get_by_role("button", name="نعم").click()
    await expect(page.locator(f"{LOG} .message.user").last).to_contain_text("نعم")
    await expect(keys).to_be_hidden()


async def test_keys_that_are_removed_go_at_once(browser, address, core, bot):
    """Others stay after a press; a telephone needs no sideways scroll for long ones."""
    core.say(AMINA, "Hallo")
    await bot.send_message(AMINA, "?", reply_markup=ReplyKeyboardMarkup([["Ein langer Text " * 5] * 3] * 9))
    phone = {"viewport": {"width": 360, "height": 740}}
    async with opened(browser, f"{address}/?user={AMINA}", **phone) as page:
        keys = page.locator("#keys")
        await keys.get_by_role("button").first.click()
        await expect(page.locator(f"{LOG} .message.user").last).to_contain_text("Ein langer Text")
        await expect(keys.get_by_role("button")).to_have_count(27)
        for part in ("html", "#keys"):
            assert await page.locator(part).evaluate("one => one.scrollWidth - one.clientWidth") == 0
        await expect(page.get_by_label("Nachricht", exact=True)).to_be_in_viewport()
        await bot.send_message(AMINA, "Gut.", reply_markup=ReplyKeyboardRemove())
        await expect(keys).to_be_hidden()


async def test_an_edited_message_changes_in_its_place(page, bot):
    """It says so beside the time; a deleted one goes."""
    await write(page, "Hallo")
    first = await bot.send_message(AMINA, "Erst so")
    second = await bot.send_message(AMINA, "Darunter")
    await expect(newest(page)).to_contain_text("Darunter")
    await first.edit_text("Dann anders")
    changed = page.locator(f"{LOG} .message.bot").first
    await expect(changed).to_contain_text("Dann anders")
    await expect(changed.locator(".meta")).to_contain_text("bearbeitet")
    await second.delete()
    await expect(newest(page)).to_contain_text("Dann anders")


async def test_typing_shows_until_the_message_comes(page, bot):
    """In the head of the chat and as a bubble with dots."""
    await write(page, "Hallo")
    await bot.send_chat_action(AMINA, "typing")
    await expect(page.locator("#status")).to_have_text("schreibt …")
    await expect(page.locator(f"{LOG} .typing")).to_be_visible()
    await bot.send_message(AMINA, "Da bin ich")
    await expect(page.locator(f"{LOG} .typing")).to_be_hidden()


async def test_a_document_comes_down_unchanged(page, bot):
    """Under its own name, letters beyond ASCII included; a venue leads to a map."""
    await write(page, "Kalender")
    content = "BEGIN:VCALENDAR\r\nSUMMARY:موعد\r\n".encode()
    await bot.send_document(AMINA, content, filename="Termin-März.ics", caption="Für Ihren Kalender")
    async with page.expect_download() as coming:
        await newest(page).get_by_role("link", name="Termin-März.ics").click()
    download = await coming.value
    assert download.suggested_filename == "Termin-März.ics"
    assert await asyncio.to_thread((await download.path()).read_bytes) == content
    await bot.send_venue(AMINA, 48.5, 9.25, "Treffpunkt", "Winnenden")
    link = newest(page).get_by_role("link", name="Treffpunkt")
    await expect(link).to_have_attribute(
        "href", "https://www.openstreetmap.org/?mlat=48.5&mlon=9.25#map=17/48.5/9.25"
    )


def picture(width, height):
    file = BytesIO()
    Image.new("RGB", (width, height), "#2a7").save(file, "PNG")
    return file.getvalue()


async def test_a_photo_is_seen_above_its_caption(page, bot):
    """Wholly loaded, never wider than the page lets it be, and followed to the end of the chat."""
    await write(page, "Karte")
    await bot.send_photo(AMINA, picture(800, 1200), caption="<b>Ihre Karte</b>", parse_mode="HTML")
    photo = newest(page).get_by_role("img", name="Foto")
    await expect(photo).to_be_visible()
    await expect(photo).to_have_js_property("complete", value=True)
    assert await photo.evaluate("one => [one.naturalWidth, one.naturalHeight]") == [800, 1200]
    assert await photo.evaluate("one => [one.clientWidth, one.clientHeight]") == [280, 420]
    await expect(newest(page).locator("strong")).to_have_text("Ihre Karte")
    await expect(newest(page).locator("time")).to_be_in_viewport()
    await expect(page.get_by_role("option", name="Amina")).to_contain_text("Ihre Karte")


async def test_each_line_runs_the_way_of_its_own_script(page, bot):
    """First-strong as on Telegram: what stands between isolates does not decide."""
    await write(page, "مرحبا")
    lines = [
        "الهاتف: \u206807195 13-327\u2069",
        "Deutsches Original",
        "\u2068Albertviller Straße 20\u2069، الثلاثاء",
        "\u206816:00\u2069 Uhr",
    ]
    await bot.send_message(AMINA, "\n".join(lines), reply_markup=keys([("حجز موعد", {"callback_data": "1"})]))
    found = (
        await newest(page)
        .locator(".line")
        .evaluate_all("all => all.map(one => getComputedStyle(one).direction)")
    )
    assert found == ["rtl", "ltr", "rtl", "ltr"]
    label = newest(page).locator(".key .label")
    assert await label.evaluate("one => getComputedStyle(one).direction") == "rtl"
    await expect(newest(page).locator(".text")).to_have_attribute("lang", "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_needs_no_sideways_scroll(browser, address, bot, scheme):
    """At 360 pixels, whatever is written; the people are in a drawer."""
    phone = {"viewport": {"width": 360, "height": 740}, "color_scheme": scheme}
    async with opened(browser, f"{address}/?user={AMINA}", **phone) as page:
        await write(page, "W" * 300)
        row = [(f"Ein recht langer Knopf {number}", {"callback_data": str(number)}) for number in range(4)]
        await bot.send_message(AMINA, "https://example.org/" + "a" * 200, reply_markup=keys(row))
        await bot.send_photo(AMINA, picture(2000, 500), caption="C" * 200)
        await bot.send_document(AMINA, b"x", filename="B" * 100 + ".pdf")
        await expect(newest(page)).to_contain_text(".pdf")
        for part in ("html", LOG):
            wide = await page.locator(part).evaluate("one => one.scrollWidth - one.clientWidth")
            assert wide == 0, part
        await expect(page.locator("#people")).to_be_hidden()
        await page.get_by_role("button", name="Person wechseln").click()
        await page.get_by_role("option", name="Oksana").click()
        await expect(page.locator("#people")).to_be_hidden()
        await expect(page.get_by_role("button", name="START", exact=True)).to_be_visible()


async def test_the_keyboard_alone_is_enough(page, core, bot):
    """Arrows choose the person, Enter leads to the text and sends it, Tab reaches the bot's buttons."""
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("option", name="Amina")).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await page.keyboard.type("Добрий день")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("Я Оксана")
    await page.keyboard.press("Enter")
    await expect(page.locator(f"{LOG} .message.user")).to_contain_text("Я Оксана")
    assert core.chat(OKSANA)[0]["text"] == "Добрий день\nЯ Оксана"
    await bot.send_message(OKSANA, "?", reply_markup=keys([("Так", {"callback_data": "yes"})]))
    button = page.get_by_role("button", name="Так")
    await expect(button).to_be_visible()
    for _ in range(4):
        await page.keyboard.press("Shift+Tab")
        if await button.evaluate("one => one === document.activeElement"):
            break
    await expect(button).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-busy", "true")
    assert (await bot.get_updates())[-1].callback_query.data == "yes"


async def test_everybody_has_a_chat_and_a_draft_of_their_own(page, bot):
    """What arrives meanwhile is counted beside the name."""
    await write(page, "Hallo von Amina")
    await page.get_by_label("Nachricht", exact=True).fill("Noch nicht fertig")
    await page.get_by_role("option", name="Oksana").click()
    await expect(page.get_by_label("Nachricht", exact=True)).to_have_value("")
    await expect(page.locator(f"{LOG} .message")).to_have_count(1)  # the hidden dots
    await bot.send_message(AMINA, "Für Amina")
    await expect(page.get_by_role("option", name="Amina").locator(".unread")).to_have_text("1")
    await page.get_by_role("option", name="Amina").click()
    await expect(newest(page)).to_contain_text("Für Amina")
    await expect(page.get_by_label("Nachricht", exact=True)).to_have_value("Noch nicht fertig")
    await expect(page.get_by_role("option", name="Amina").locator(".unread")).to_be_hidden()


async def test_a_new_person_speaks_under_their_name_and_language(page, core):
    """The server learns of them with the first message."""
    await page.get_by_role("button", name="Neue Person").click()
    await page.get_by_label("Name").fill("ሰላም")
    await page.get_by_label("Sprache in Telegram").select_option("ti")
    await page.get_by_role("button", name="Hinzufügen").click()
    await write(page, "ከመይ")
    assert {"user": 1008, "first_name": "ሰላም", "language_code": "ti"} in core.people()
    await page.reload()
    await expect(page.get_by_role("option", name="ሰላም")).to_be_visible()


async def test_markup_in_a_message_is_only_text(page, bot):
    """From whoever it comes and wherever it stands."""
    evil = "<img src=x onerror=alert(1)><b>fett</b>"
    await write(page, evil)
    await bot.send_message(AMINA, evil, reply_markup=keys([(evil, {"callback_data": evil[:20]})]))
    await bot.send_document(AMINA, b"x", filename="<i>x<i>.txt", caption=evil)
    await expect(newest(page)).to_contain_text("<i>x<i>.txt")
    await expect(page.locator(LOG).get_by_text(evil)).to_have_count(4)
    await expect(page.locator(f"{LOG} :is(img, b, i, strong)")).to_have_count(0)


async def test_formatting_becomes_elements(page, core, bot):
    """Nested and over several lines; links open elsewhere and give nothing away, commands can be tapped."""
    await write(page, "Hallo 👋")
    html = (
        '👋 <b>fett <a href="https://example.org/a">und Link</a></b> <code>x</code>\n<b>eins\nzwei</b> /start'
    )
    await bot.send_message(AMINA, html, parse_mode="HTML")
    text = newest(page).locator(".text")
    await expect(text.locator("strong")).to_have_text(["fett und Link", "eins", "zwei"])
    link = text.locator("strong a")
    await expect(link).to_have_text("und Link")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    await expect(text.locator("code")).to_have_text("x")
    await text.get_by_role("button", name="/start").click()
    await expect(page.locator(f"{LOG} .message.user").last).to_contain_text("/start")


@pytest.mark.parametrize("clipboard", ["allowed", "missing"])
async def test_a_copy_button_copies_and_says_so(browser, address, bot, core, clipboard):
    """Also where the page is not served from a secure origin and the browser has no clipboard for it."""
    core.say(AMINA, "Telefon?")
    number = CopyTextButton("07195 13-327")
    await bot.send_message(AMINA, "Bitte", reply_markup=keys([("Nummer", {"copy_text": number})]))
    permissions = ["clipboard-read", "clipboard-write"] if clipboard == "allowed" else []
    async with opened(browser, f"{address}/?user={AMINA}", permissions=permissions) as page:
        if clipboard == "missing":
            await page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        await page.get_by_role("button", name="Nummer").click()
        await expect(page.locator("#toast")).to_have_text("Kopiert")
        await page.get_by_label("Nachricht", exact=True).focus()
        await page.keyboard.press("Control+V")
        await expect(page.get_by_label("Nachricht", exact=True)).to_have_value("07195 13-327")


async def test_commands_and_attachments_have_menus(page, core, bot):
    """The bot's own commands, and a photo, a voice message and a sticker to see what it makes of them."""
    await bot.set_my_commands([("help", "Was kann ich fragen?")])
    await write(page, "Hallo")
    await page.get_by_role("button", name="Befehle").click()
    await page.get_by_role("button", name="Was kann ich fragen?").click()
    await expect(page.locator(f"{LOG} .message.user").last).to_contain_text("/help")
    await page.get_by_role("button", name="Anhängen").click()
    await page.get_by_role("button", name="Sprachnachricht").click()
    await expect(page.locator(f"{LOG} .message.user").last).to_contain_text("Sprachnachricht")
    assert core.chat(AMINA)[-1]["media"] == "voice"


async def test_reading_up_the_chat_is_not_disturbed(page, core, bot):
    """New messages wait behind a button that counts them and leads to the end."""
    core.say(AMINA, "Zeile\n" * 80)
    await expect(page.locator(f"{LOG} .message.user")).to_be_visible()
    await page.locator(LOG).evaluate("one => one.scrollTo(0, 0)")
    await expect(page.get_by_role("button", name="neuesten")).to_be_visible()
    await bot.send_message(AMINA, "Ganz unten")
    await expect(page.locator("#missed")).to_have_text("1")
    assert await page.locator(LOG).evaluate("one => one.scrollTop") == 0
    await page.get_by_role("button", name="neuesten").click()
    await expect(newest(page)).to_be_in_viewport()
    await expect(page.get_by_role("button", name="neuesten")).to_be_hidden()


async def test_who_blocks_the_bot_must_unblock_it_to_write(page, bot):
    """The bot learns of both."""
    await write(page, "Hallo")
    await page.get_by_role("button", name="Mehr").click()
    await page.get_by_role("button", name="Bot blockieren").click()
    await expect(page.get_by_label("Nachricht", exact=True)).to_be_hidden()
    await page.get_by_role("button", name="Bot entsperren").click()
    await expect(page.get_by_label("Nachricht", exact=True)).to_be_visible()
    members = [update.my_chat_member for update in await bot.get_updates()][1:]
    assert [member.new_chat_member.status for member in members] == ["kicked", "member"]


async def test_the_head_shows_the_bot_as_the_person_sees_it(browser, address, bot):
    """Name and description in the person's language, where the bot has set them."""
    await bot.set_my_name("Zuhause")
    await bot.set_my_name("Вдома", language_code="uk")
    await bot.set_my_description("Питайте!", language_code="uk")
    async with opened(browser, f"{address}/?user={OKSANA}") as page:
        await expect(page.get_by_role("heading", name="Вдома")).to_be_visible()
        await expect(page.get_by_text("Питайте!")).to_be_visible()


async def test_scripts_and_styles_come_from_the_page_only(address):
    """The browser is told to refuse anything else; files beside the page's own are not served."""
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        home = await client.get("/")
        assert (
            "default-src 'none'; script-src 'self'; style-src 'self';"
            in home.headers["Content-Security-Policy"]
        )
        assert (await client.get("/static/page.js")).headers["Content-Type"].startswith("text/javascript")
        assert (await client.get("/static/..%2F__init__.py")).status_code == 404


@asynccontextmanager
async def sandbox_process(port):
    """`python -m sandbox` as a process of its own, until it is killed."""
    command = [sys.executable, "-m", "sandbox", "--port", str(port)]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    await process.stdout.readline()
    yield
    process.send_signal(signal.SIGKILL)
    await process.communicate()


async def test_a_lost_connection_is_said_and_mended(browser):
    """What could not be sent stays in the field; a server that starts anew is shown as it is."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    async with sandbox_process(port):
        context = opened(browser, f"http://127.0.0.1:{port}/?user={AMINA}")
        page = await context.__aenter__()
        await write(page, "Vorher")
    await expect(page.locator("#banner")).to_contain_text("Verbindung unterbrochen")
    await page.get_by_label("Nachricht", exact=True).fill("Nachher")
    await page.keyboard.press("Enter")
    await expect(page.locator("#toast")).to_contain_text("Nicht gesendet")
    await expect(page.get_by_label("Nachricht", exact=True)).to_have_value("Nachher")
    async with sandbox_process(port):
        await expect(page.locator("#banner")).to_be_empty()
        await expect(page.get_by_text("Vorher")).to_have_count(0)
        await page.keyboard.press("Enter")
        await expect(page.locator(f"{LOG} .message.user")).to_contain_text("Nachher")
        await context.__aexit__(None, None, None)
