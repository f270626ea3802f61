"""One spelling for what people type in many."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.normalise import LONGEST, clean, fold, has_words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("HILFEEEE!!!!", "hilfe!"),
        ("  Wo   ist\tdas\nBüro ", "wo ist das buro"),
        ("مرحبـــا", "مرحبا"),
        ("كيف", "کیف"),
        ("السَّلَامُ", "السلام"),
        ("أحتاج إلى", "احتاج الی"),
        ("می\u200cخواهم", "میخواهم"),
        ("\u202babc\u202c\u2069", "abc"),
        ("İstanbul ışık", "istanbul isik"),
        ("Straße", "strasse"),
        ("٠٧١٩٥ ۱۳", "07195 13"),
        ("a\x00b\ud800", "ab"),
        ("don’t", "don't"),
        ("𝗛𝗲𝗹𝗽", "help"),
        ("07195 111", "07195 111"),
        ("हिन्दी", "हिन्दी"),
        ("ще їх", "ще іх"),
        ("Теrmіn", "termin"),  # Cyrillic Т, е and і
        ("рaбoтa", "работа"),  # Latin a and o
        ("в Jobcenterе", "в jobcentere"),
    ],
)
def test_two_ways_of_typing_fold_into_one(typed, meant):
    """Keyboards, haste and hidden characters make no difference."""
    assert fold(typed) == meant


def test_only_the_first_thousand_characters_are_judged():
    """A message as long as a book costs no more than its first thousand characters."""
    text = "ab " * 100_000
    assert len(clean(text)) <= LONGEST
    assert len(fold(text)) <= LONGEST


@given(st.text(st.characters(), max_size=200))
def test_any_text_folds_once_and_for_all(text):
    """Folding what is folded changes nothing, whatever was typed."""
    assert fold(fold(text)) == fold(text)
    fold(text).encode("utf-8")


@pytest.mark.parametrize(
    ("text", "said"), [("🤷‍♀️ 12.5!", False), ("", False), ("ok", True), ("ሰላም", True), ("س", True)]
)
def test_words_are_told_from_signs(text, said):
    """Only letters say something."""
    assert has_words(text) is said


@given(st.text(st.characters(), max_size=80))
def test_composed_and_decomposed_letters_fold_into_one(text):
    """An é may come as one character or as two."""
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))
