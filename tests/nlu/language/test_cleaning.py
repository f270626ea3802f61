"""From a message to the words that can tell its language."""

from __future__ import annotations

import unicodedata

import pytest

from nlu.language.cleaning import JUDGED_CHARACTERS, Silence, fold, normalise, split


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Schreib an info@example.org oder https://example.org/a?b=c bitte",
            ["schreib", "an", "oder", "bitte"],
        ),
        ("@zuhause_bot /start hallo", ["hallo"]),
        ("siehe brief.pdf", ["siehe"]),
        ("Kurs A1 oder B2, Haus 3b", ["kurs", "oder", "haus"]),
        ("3andi so2al", ["3andi", "so2al"]),
        ("07195 123-456 👍 !!!", []),
    ],
)
def test_only_words_with_letters_remain(text, words):
    """Links, mails, @names, commands, files, numbers, course levels and emoji are no words; Arabizi is."""
    assert split(normalise(text)) == words


@pytest.mark.parametrize("text", ["مـــرحـــبا", "مَرْحَباً", "\u202bمرحبا\u202c", "مر\u200dحبا"])
def test_decoration_of_arabic_words_is_dropped(text):
    """Tatweel, vowel signs, direction marks and stray joiners leave the same word."""
    assert split(normalise(text)) == ["مرحبا"]


def test_the_persian_joiner_stays_inside_a_word_only():
    """The zero-width non-joiner belongs to the word, at its edge it is dirt."""
    assert split(normalise("می\u200cخواهم\u200c")) == ["می\u200cخواهم"]


def test_composed_and_decomposed_letters_are_the_same():
    """NFC and NFD of a text give the same words."""
    for text in ("Përshëndetje", "їжа й час", "Türkçe öğrenmek İstiyorum"):
        assert split(normalise(unicodedata.normalize("NFD", text))) == split(normalise(text))


def test_a_long_text_is_cut():
    """Only the beginning of a long text is judged."""
    assert len(normalise("wort " * 10_000)) <= JUDGED_CHARACTERS


@pytest.mark.parametrize(
    ("word", "bare"), [("teşekkürler", "tesekkurler"), ("ılık", "ilik"), ("كيف", "کیف"), ("ещё", "еще")]
)
def test_words_are_found_as_typed_without_diacritics(word, bare):
    """Folding forgets diacritics and the differences between keyboards."""
    assert fold(word) == fold(bare)


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("termin jobcenter", []),
        ("salam", []),
        ("salam termin", []),
        ("brauche termin", ["brauche"]),
        ("salam chetori", ["salam", "chetori"]),
    ],
)
def test_names_are_left_out_and_shared_words_do_not_suffice(text, telling):
    """Institutions never count; a shared word counts beside a telling one."""
    assert Silence.load().telling(text.split()) == telling
