"""A reply as Telegram gets it: escaped, cut where people would cut, turned where one reads from the right."""

from html import unescape
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.reply import Button, Reply
from bot.texts import without_marks
from handlers.render import LIMIT, keyboard, render, split
from sandbox.text import utf16_length

# Letters of many scripts, signs that must stay with the one before, emoji of two units, and places to cut.
PARTS = [
    "a",
    "ß",
    "я",
    "ع",
    "ሀ",
    "é",
    "e\u0301",
    "ب\u064e",
    "👩",
    "👩\u200d👩\u200d👧",
    "👍🏽",
    "🇩🇪",
    "❤\ufe0f",
]
TEXTS = st.lists(st.sampled_from([*PARTS, " ", " ", "\n", "\n\n"]) | st.text(max_size=5), max_size=60).map(
    "".join
)
LIMITS = st.integers(min_value=2, max_value=40)


def spaceless(text):
    return "".join(text.split())


@given(TEXTS, LIMITS)
@example("\n" * 50, 10)
@example("a\n\n" + " " * 50, 10)
@example(" " * 50, 10)
def test_cutting_loses_nothing_and_keeps_to_the_limit(text, limit):
    """Only white space goes; every piece is within Telegram's units and says something."""
    pieces = split(text, limit)

    assert spaceless("".join(pieces)) == spaceless(text)
    assert all(utf16_length(piece) <= limit for piece in pieces)
    if text.strip():
        assert all(piece.strip() for piece in pieces)


@given(TEXTS, LIMITS)
def test_cutting_never_halves_a_character(text, limit):
    """Every piece is valid Unicode: an emoji of two units stays whole."""
    for piece in split(text, limit):
        piece.encode("utf-8")


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=60), st.integers(min_value=10, max_value=40))
def test_cutting_keeps_signs_with_their_letter(letters, limit):
    """Where there is no better place, still not between a letter and its vowel sign or in a family emoji."""
    pieces = split("".join(letters), limit)

    for before, after in pairwise(pieces):
        assert not category(after[0]).startswith("M")
        assert "\u200d" not in (before[-1], after[0])


def test_signs_without_end_are_cut_all_the_same():
    """A text of nothing but marks must not hang the bot."""
    assert "".join(split("e" + "\u0301" * 100, 10)) == "e" + "\u0301" * 100


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", [""]),
        ("kurz", ["kurz"]),
        ("ein Absatz\n\nnoch einer", ["ein Absatz", "noch einer"]),
        ("eine Zeile\nnoch eine", ["eine Zeile", "noch eine"]),
        ("viele Wörter hier", ["viele Wörter ", "hier"]),
        ("Donaudampfschifffahrt", ["Donaudampfschi", "fffahrt"]),
    ],
)
def test_a_long_text_is_cut_where_people_would_cut(text, pieces):
    """Between paragraphs, else lines, else words, else anywhere."""
    assert split(text, 14) == pieces


def test_everything_is_escaped():
    """Title, text and note; a file of staff's cannot make markup, nor break it."""
    (html,) = render(Reply("a < b & <b>c</b>", "de", title="<i>", note="&amp;"))

    assert html == "<b>&lt;i&gt;</b>\n\na &lt; b &amp; &lt;b&gt;c&lt;/b&gt;\n\n<i>&amp;amp;</i>"


@given(st.text(max_size=30), st.text(min_size=1, max_size=9000), st.text(max_size=30))
def test_whatever_is_said_arrives(title, text, note):
    """Title first, note last, every message within what Telegram takes."""
    assume(text.strip())
    messages = render(Reply(text, "de", title=title, note=note))

    for message in messages:
        shown = unescape(
            message.replace("<b>", "").replace("</b>", "").replace("<i>", "").replace("</i>", "")
        )
        assert utf16_length(shown) <= 4096
    assert messages[0].startswith("<b>") is bool(title)
    assert messages[-1].endswith("</i>") is bool(note)


def test_a_long_reply_carries_its_title_first_and_its_note_last():
    """Each once."""
    messages = render(Reply("Satz. " * 1500, "de", title="Titel", note="Stand"))

    assert len(messages) > 1
    assert [message.count("Titel") for message in messages] == [1] + [0] * (len(messages) - 1)
    assert [message.count("Stand") for message in messages] == [0] * (len(messages) - 1) + [1]
    assert all(len(message) <= LIMIT + 100 for message in messages)


ROWS = (
    (Button("eins", action="one"), Button("zwei", action="two")),
    (Button("drei", url="https://example.org"),),
    (Button("vier", copy="07195 13-327"),),
)


def labels(language):
    rows = keyboard(Reply("", language, buttons=ROWS)).inline_keyboard
    return [[without_marks(button.text) for button in row] for row in rows]


@pytest.mark.parametrize("language", ["de", "uk"])
def test_buttons_stand_as_they_are_read(language):
    """From the left."""
    assert labels(language) == [["eins", "zwei"], ["drei"], ["vier"]]


@pytest.mark.parametrize("language", ["ar", "fa", "ps", "ckb"])
def test_rows_are_turned_for_people_who_read_from_the_right(language):
    """Telegram lays a row out from the left always; the order of the rows stays."""
    assert labels(language) == [["zwei", "eins"], ["drei"], ["vier"]]


def test_a_button_does_what_it_is_for():
    """It comes back to us, opens a page, or copies."""
    (one, _), (url,), (copy,) = keyboard(Reply("", "de", buttons=ROWS)).inline_keyboard

    assert one.callback_data == "1:one"
    assert url.url == "https://example.org"
    assert copy.copy_text.text == "07195 13-327"


def test_a_reply_without_buttons_has_no_keyboard():
    """Telegram refuses an empty one."""
    assert keyboard(Reply("Hallo", "de")) is None
