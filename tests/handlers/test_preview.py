"""The preview in the terminal: what it shows has been on a (local) Telegram before."""

import re
import shutil
from io import BytesIO, StringIO

import pytest
from PIL import Image
from rich.console import Console
from typer.testing import CliRunner

from bot.__main__ import content as commands
from bot.errors import ContentError
from bot.reply import Button, Reply, Venue, grid, rows
from bot.texts import read_catalogues
from handlers.preview import ALL, Phone, bubble, find_topic, find_voices, previews, show_previews
from sandbox.core import Telegram
from sandbox.request import SandboxRequest
from tests.support.office import write_office
from tests.support.processes import zuhause
from tests.support.sandbox import bot_inside
from tests.support.town import ROOT, SUNDAY, TOKEN, real_content

READER = 7


@pytest.fixture
def core():
    """A local Telegram with one person who has written."""
    core = Telegram(lambda: SUNDAY)
    core.say(READER, "/start")
    return core


@pytest.fixture
def shown(core):
    """Send replies, and return what the terminal shows."""

    async def show(*replies, **options):
        phone = Phone(SandboxRequest(core, TOKEN), TOKEN, READER, lambda: core.chat(READER))
        console = Console(file=StringIO(), width=80, highlight=False, **options)
        await show_previews(replies, phone, console)
        return console.file.getvalue()

    return show


def printed(message):
    """One message as the terminal shows it."""
    console = Console(file=StringIO(), width=60)
    console.print(bubble(message))
    return console.file.getvalue()


def topic_previews(name="work", language="de", **options):
    content, voices = real_content(), read_catalogues()
    found = find_topic(content, name)
    return previews(content, found, find_voices(found, voices, language), SUNDAY, **options)


async def test_a_topic_is_shown_with_all_that_belongs_to_it(shown):
    """Title, text, contact, state and how much of Telegram's limit it takes."""
    text = await shown(*topic_previews())
    topic, office = real_content().topics["work"], real_content().contacts["integration-management"]
    assert text.startswith("Deutsch ──")
    for words in (topic.title["de"], office.name, office.phone, "Das Büro hat diesen Text noch nicht"):
        assert words in text
    assert re.search(r"\d+ von 4096 Zeichen ─╯", text)


async def test_a_meetup_is_next_as_of_the_clock_it_is_given(shown):
    """So that staff see the date which people would see now."""
    assert "24.11.2026, 16:00" in await shown(*topic_previews("meetups"))


async def test_buttons_stand_below_and_say_what_they_do(shown):
    """Row by row as on Telegram: what is copied, what is opened, what the bot does."""
    buttons = [Button("Nummer", copy="07195 13-327"), Button("Netz", url="https://a.de")]
    reply = Reply(
        "Hallo", "de", buttons=(*grid(buttons, 2), *rows(Button("☰ Themen", action="menu"))), keep=True
    )
    lines = (await shown(reply)).splitlines()
    labels, effects = (line for line in lines if "Nummer" in line or "kopiert" in line)
    assert re.search(r"│ +Nummer +││ +Netz +│", labels)
    assert re.search(r"kopiert 07195 13-327 .* öffnet https://a.de ", effects)
    assert any(re.search(r"│ +☰ Themen +│", line) for line in lines)
    assert any(re.search(r"│ +Aktion menu +│", line) for line in lines)


async def test_bold_italic_and_links_are_seen(shown):
    """The title stands out, the note leans, an address can be clicked."""
    reply = Reply("Siehe https://winnenden.de/a", "de", title="👋 Titel", note="Notiz")
    text = await shown(reply, force_terminal=True, color_system="standard", legacy_windows=False)
    assert "\x1b[1m👋 Titel\x1b[0m" in text
    assert "\x1b[3mNotiz\x1b[0m" in text
    assert re.search(r"\x1b\]8;id=\d+;https://winnenden\.de/a\x1b\\", text)


async def test_a_text_from_the_right_stands_on_the_right(shown):
    """Without the marks that make it readable on a phone; they count all the same."""
    marked = "الهاتف \u206807195\u2069"
    text = await shown(Reply(marked, "ar"), Reply("Telefon", "de"))
    assert not re.search("[\u200e\u200f\u2066-\u2069]", text)
    assert f" {'الهاتف 07195'} │\n" in text
    assert "│ Telefon  " in text
    assert "14 von 4096" in text
    assert text.startswith("Arabisch · العربية ─")


async def test_a_long_text_is_several_messages(core, shown):
    """One below the other, each with its length, the buttons below the last."""
    reply = Reply("\n\n".join(["Ein Satz. 👋 " * 30] * 20), "de", buttons=rows(Button("Menü", action="menu")))
    text = await shown(reply)
    lengths = [len(message["text"].encode("utf-16-le")) // 2 for message in core.chat(READER)[1:]]
    assert len(lengths) == 2
    assert re.findall(r"(\d+) von 4096", text) == [str(length) for length in lengths]
    assert text.count("Menü") == 1
    assert text.index("Menü") > text.rindex("4096")


async def test_a_pin_is_a_message_of_its_own(shown):
    """With title, address and where it is."""
    text = await shown(Reply("Dort", "de", venues=(Venue(48.875, 9.398, "Rathaus", "Torstraße 10"),)))
    assert re.search(r"Dort[^╯]*╯\n╭[^╯]*Rathaus[^╯]*Torstraße 10[^╯]*48\.875, 9\.398[^╯]*╯", text)


async def test_pictures_and_files_are_named_above_their_caption(core):
    """With sides or name; captions are shorter than texts."""
    picture = BytesIO()
    Image.new("RGB", (640, 480)).save(picture, "PNG")
    async with bot_inside(core, TOKEN) as bot:
        await bot.send_photo(READER, picture.getvalue(), "Karte")
        await bot.send_document(READER, b"x", filename="Treffen.ics")
    photo, document = (printed(message) for message in core.chat(READER)[1:])
    assert re.search(r"640 × 480 Pixel[^╯]*Karte[^╯]*5 von 1024 Zeichen", photo)
    assert "Treffen.ics" in document
    assert "Zeichen" not in document


async def test_what_telegram_refuses_is_said_in_a_sentence(shown):
    """Better here than when people ask."""
    with pytest.raises(
        ContentError, match=r"(?i)^Telegram nimmt diese Nachricht nicht an: button_data_invalid$"
    ):
        await shown(Reply("x", "de", buttons=rows(Button("x", action="x" * 64))))


async def test_all_languages_of_a_topic_are_shown_one_below_the_other(shown):
    """In the order of the language table; a topic without a text in one is not shown in it."""
    topic, voices = real_content().topics["work"], read_catalogues()
    text = await shown(*topic_previews("work", ALL))
    names = [say.row.german_name for say in voices.values() if say.language in topic.answer]
    assert re.findall(r"^(\S[^─]*?)(?: · [^─]*)? ─", text, re.MULTILINE) == names
    only_german = topic.model_copy(update={"answer": {"de": "Text"}})
    assert [say.language for say in find_voices(only_german, voices, ALL)] == ["de"]


async def test_the_german_original_is_what_its_button_shows(shown):
    """In German, with the way back in the other language."""
    text = await shown(*topic_previews("work", "ar", german=read_catalogues()["de"]))
    assert text.startswith("Deutsch ──")
    assert real_content().topics["work"].title["de"] in text
    assert re.search(r"│ +العربية +│", text)


def test_more_shows_what_stands_behind_the_button():
    """The longer text, which is not there before."""
    content, say = real_content(), read_catalogues()["de"]
    topic = content.topics["work"].model_copy(update={"more": {"de": "Und noch viel mehr."}})
    short, long = (previews(content, topic, [say], SUNDAY, more=more)[0].text for more in (False, True))
    assert "Und noch viel mehr." in long
    assert "Und noch viel mehr." not in short


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("wrok", "work"),
        ("hous", "housing"),
        ("Leute trefen", "meetups"),
        ("Wohnen", "housing"),
        ("???", None),
    ],
)
def test_an_unknown_topic_is_answered_with_the_one_meant(name, meant):
    """Its id, also where somebody wrote the German title; else with those there are."""
    with pytest.raises(ContentError, match=f"^Das Thema „{re.escape(name)}“ gibt es nicht") as error:
        find_topic(real_content(), name)
    assert (f"Meinten Sie „{meant}“?" in str(error.value)) == (meant is not None)
    assert "Es gibt: about-office, " in str(error.value)


@pytest.mark.parametrize(
    ("name", "meant"), [("arabisch", "ar"), ("all.", "all"), ("Ukranisch", "uk"), ("xx", None)]
)
def test_an_unknown_language_is_answered_with_the_one_meant(name, meant):
    """Its tag, also where somebody wrote the German name."""
    with pytest.raises(
        ContentError, match=f"^Die Sprache „{re.escape(name)}“ spricht der Bot nicht"
    ) as error:
        find_voices(real_content().topics["work"], read_catalogues(), name)
    assert (f"Meinten Sie „{meant}“?" in str(error.value)) == (meant is not None)


def test_the_command_shows_the_topic_of_a_folder(tmp_path):
    """It needs no network, no database and no learning, and leaves nothing behind."""
    done = zuhause(tmp_path, "content", "preview", "work", "--lang", "ar", "--directory", ROOT / "content")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Arabisch · العربية ─")
    assert list(tmp_path.iterdir()) == []


def test_a_topic_that_is_still_an_example_can_be_looked_at(tmp_path):
    """Staff want to see it before everybody does."""
    folder = write_office(tmp_path / "content")
    for command in ("new", "preview"):
        shown = CliRunner().invoke(commands.app, [command, "school", "--directory", str(folder)])

    assert shown.exit_code == 0
    assert "Neues Thema" in shown.stdout


def test_the_command_ends_with_1_where_it_can_show_nothing(tmp_path):
    """And says why: the report of the check."""
    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    (content / "topics" / "work.yaml").write_text("id: work\n", encoding="utf-8")
    broken = zuhause(tmp_path, "content", "preview", "work", CONTENT_DIR=content)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr.startswith(f"{content / 'topics' / 'work.yaml'}:1: ")
