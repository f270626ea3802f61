"""Where a sentence ends, in any language, and how easy German reads."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.meant import MEANT
from bot.content.phone import can_be_dialled
from bot.content.plain_language import lix, sentences
from tests.support.town import ROOT


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Suchen Sie Arbeit? Wir helfen! Kommen Sie.", 3),
        ("Eine Zeile\nund noch eine", 2),
        ("Eine Zeile.\n\n  Und noch eine.\n", 2),
        ("Er sagt: „Kommen Sie.“ Dann geht er.", 2),
        ("Seit dem 1. Januar 2020 gibt es uns.", 1),
        ("Am 3. und am 4. Mai", 1),
        ("Es gibt z. B. Kurse in der Marienstr. 2, Tel. unten.", 1),
        ("Rufen Sie 110. Sagen Sie, wo Sie sind.", 2),
        ("Wir öffnen um 09:30, am 24.12.2026 nicht.", 1),
        ("هل تبحثون عن عمل؟ نحن نساعدكم.", 2),
        ("ስራሕ ትደልዩ ዲኹም። ክንሕግዘኩም ኢና።", 2),
        ("آیا کار می‌خواهید؟\nزنگ بزنید.", 2),
        ("…", 0),
        ("", 0),
    ],
)
def test_a_sentence_ends_at_its_sign_or_at_its_line(text, number):
    """Not at the dot of a date or an abbreviation."""
    assert len(sentences(text)) == number


@given(st.text())
def test_no_letter_is_lost_between_sentences(text):
    """Whatever staff paste."""
    together = "".join("".join(sentences(text)).split())
    assert [letter for letter in together if letter.isalnum()] == [one for one in text if one.isalnum()]


def test_short_words_read_easily_and_offices_do_not():
    """On Björnsson's scale: below 30 is very easy, from 60 on very hard."""
    assert lix("Wir helfen. Sie sind da. Das ist gut so.") < 30
    hard = "Voraussetzung der Inanspruchnahme sind Terminvereinbarungen und vollständige Antragsunterlagen."
    assert lix(hard) > 60


def test_the_readability_library_needs_no_corpus_and_no_network():
    """It would look for one for English; for that it gets nothing, and other programs lose nothing."""
    program = (
        "import socket, sys; from bot.content.plain_language import lix; socket.socket = None;"
        "lix('Wir helfen. Sie sind da.'); print('nltk' in sys.modules, 'scipy' in sys.modules)"
    )
    command = [sys.executable, "-c", program]
    assert (
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout
        == "False False\n"
    )


@given(st.sampled_from(sorted(MEANT)), st.text(max_size=60))
def test_a_guess_is_right_in_form_or_there_is_none(kind, written):
    """A guess that is a fault itself would send people in circles."""
    meant = MEANT[kind](written)
    assert meant is None or MEANT[kind](meant) == meant


@pytest.mark.parametrize("number", ["112", "116016", "07195 13-327", "+49 7195 13-327", "0800 111 0 111"])
def test_numbers_that_can_be_dialled(number):
    """From Winnenden."""
    assert can_be_dialled(number)


@pytest.mark.parametrize(
    "number", ["", "0", "116 999", "13-327", "07195", "0151 2345678901234", "+1 555", "x"]
)
def test_numbers_that_nobody_has(number):
    """By the length of their area, or because no area has that code."""
    assert not can_be_dialled(number)
