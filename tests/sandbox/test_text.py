import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.text import Formatted, clean, covered, is_empty, pieces, tidy, utf16_length

wild = st.text(
    st.sampled_from("ab ب😀\n\r\t\u2028\u202a\u202e\u200e\u200f\u2068\u2069\u200c\u0333\u030a\x00")
)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\u2028b\u2029c\u202ad\u202ee", "abcde"),
        ("a\rb", "ab"),
        ("a\tb\x00c\x1fd", "a b c d"),
        ("a\u0333b\u033fc\u030ad", "abcd"),
        ("\u200e\u200e\u200fx", "\u200c\u200c\u200fx"),
        ("\u200fx\u200e", "\u200fx\u200e"),
        ("\u200e\u202a\u200e", "\u200c\u200e"),
        ("\u2068x\u2069 \u200c \u200d", "\u2068x\u2069 \u200c \u200d"),
    ],
)
def test_text_is_cleaned_as_telegram_does(sent, kept):
    """Embeddings, overrides and control characters go, repeated marks become ZWNJ, isolates stay."""
    assert clean(sent) == kept


@given(wild)
def test_cleaning_twice_changes_nothing_more(text):
    """What Telegram kept once it keeps for ever."""
    assert clean(clean(text)) == clean(text)


@given(wild)
def test_tidied_text_has_no_blank_ends_and_nothing_telegram_strips(text):
    """The result is what a chat can hold."""
    tidied = tidy(Formatted(text)).text
    assert tidied == tidied.strip(" \n")
    assert not set(tidied) & set("\r\t\x00\u2028\u202a\u202e\u0333\u030a")


@given(wild, st.integers(0, 20), st.integers(1, 20))
def test_entities_move_with_their_text(text, start, length):
    """An entity covers the same visible characters before and after cleaning."""
    start = min(start, len(text))
    part = text[start : start + length]
    entity = {
        "type": "bold",
        "offset": utf16_length(text[:start]),
        "length": utf16_length(part),
    }
    tidied = tidy(Formatted(text, [entity]))
    if tidied.entities:
        marks = dict.fromkeys(map(ord, "\u200e\u200f\u200c"))
        seen = covered(tidied.text, tidied.entities[0]).translate(marks)
        assert seen.rstrip(" \n") == clean(part).translate(marks).rstrip(" \n")
    else:
        assert is_empty(clean(part))


@given(st.text(st.sampled_from("a😀ب \n"), max_size=200))
def test_long_texts_are_cut_without_losing_a_word(text):
    """Pieces are short enough, none is empty, and together they say the same."""
    text = text.strip(" \n")
    if text:
        cut = list(pieces(text, limit=10))
        assert all(0 < utf16_length(piece) <= 10 for piece in cut)
        blanks = dict.fromkeys(map(ord, " \n"))
        assert "".join(cut).translate(blanks) == text.translate(blanks)


def test_length_counts_utf16_units():
    """An emoji counts twice, as in Telegram's limits."""
    assert utf16_length("a😀ب") == 4
