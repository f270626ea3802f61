"""The translators' files: complete, and nothing in them that a translator must not touch."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from bot.languages import BY_CODE
from bot.texts import spoken_languages
from bot.texts.catalogue import LOCALE_DIR

ROOT = Path(__file__).resolve().parents[3]
TRANSLATED = [code for code in spoken_languages() if code != "de"]
MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
BUTTON_OF_THE_SOURCE, BUTTON = 32, 40
TURNED = {"←": "→"}  # "back" points the other way where people read the other way


@pytest.fixture
def template():
    """The sentences the translators are given."""
    return catalogue(LOCALE_DIR.parent / "bot.pot")


@pytest.fixture
def translated(code):
    """One language's file."""
    return catalogue(LOCALE_DIR / code / "LC_MESSAGES" / "bot.po", locale=BY_CODE[code].babel)


def catalogue(path, locale=None):
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def sentences(messages):
    return {message.id: message for message in messages if message.id}


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def symbol(text):
    """The emoji or arrow a button begins with."""
    return "" if text[0].isalnum() or text[0] == "{" else text.split()[0]


def extracted():
    keywords = {**DEFAULT_KEYWORDS, "say": None, "mark": None}
    return {
        message
        for package in ("bot", "handlers")
        for _, _, message, _, _ in extract_from_dir(ROOT / package, keywords=keywords)
    }


def test_the_template_names_every_sentence_of_the_source_and_no_other(template):
    """`make texts` has been run since the last change of a sentence."""
    assert set(sentences(template)) == extracted()


def test_the_bot_speaks_every_language_of_the_table():
    """All fourteen."""
    assert spoken_languages() == tuple(BY_CODE)
    assert len(BY_CODE) == 14


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_sentence_is_translated(template, translated):
    """Nothing missing, empty, fuzzy or left over."""
    found = sentences(translated)

    assert set(found) == set(sentences(template))
    assert [key for key, message in found.items() if not message.string.strip() or message.fuzzy] == []
    assert not translated.obsolete


@pytest.mark.parametrize("code", TRANSLATED)
def test_the_header_says_which_language_it_is_and_how_it_is_written(code):
    """Editors for translators need it, and so does a plural form."""
    head = (LOCALE_DIR / code / "LC_MESSAGES" / "bot.po").read_text(encoding="utf-8").split("\n\n")[0]
    plurals = get_plural(BY_CODE[code].babel).num_plurals

    assert f'"Language: {code}\\n"' in head
    assert '"Content-Type: text/plain; charset=utf-8\\n"' in head
    assert f'"Plural-Forms: nplurals={plurals};' in head


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_value_of_the_source_stands_in_the_translation(translated):
    """A placeholder that is lost loses a date or a code; a new one would crash."""
    for message in sentences(translated).values():
        assert placeholders(message.string) == placeholders(message.id), message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_buttons_stay_short(translated):
    """A phone cuts a longer button off."""
    long = {
        message.string
        for message in sentences(translated).values()
        if len(message.id) <= BUTTON_OF_THE_SOURCE and len(message.string) > BUTTON
    }

    assert long == set()


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_keeps_the_symbol_the_lines_and_the_numbers_of_the_source(code, translated):
    """People who cannot read well go by the symbol; a number in a text is a fact nobody gave."""
    turned = TURNED if BY_CODE[code].right_to_left else {}
    for message in sentences(translated).values():
        assert symbol(message.string) == turned.get(symbol(message.id), symbol(message.id))
        assert message.string.count("\n") == message.id.count("\n"), message.id
        assert re.findall(r"\d+", message.string) == re.findall(r"\d+", message.id), message.id


@pytest.mark.parametrize("code", TRANSLATED)
def test_nobody_sets_direction_marks_by_hand(translated):
    """The renderer does; one set by hand would be there twice or stray."""
    assert [message.string for message in translated if MARKS.search(str(message.string))] == []
