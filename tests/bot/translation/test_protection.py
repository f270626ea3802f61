"""What must not be translated is not even shown to the translator, and comes back as it was."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.translation.protection import Shield, TokenError, names_in
from tests.support.office import content_of, write_office
from tests.support.town import real_content

SHIELD = Shield(["Saltanat Heinzelmann", "Ukraine-Café", "Asarija Haus", "Polizei", "Heinzelmann"])


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Fragen Sie Saltanat Heinzelmann.", ["Saltanat Heinzelmann"]),
        ("Das Ukraine-Café ist im Asarija Haus.", ["Ukraine-Café", "Asarija Haus"]),
        ("Kurse der vhs Winnenden bis B2", ["vhs", "Winnenden", "B2"]),
        ("Albertviller Straße 18–24, Marienstr. 2 b", ["Albertviller Straße 18–24", "Marienstr. 2 b"]),
        ("Ringstraße 12a und Am Stadtgarten 3", ["Ringstraße 12a", "3"]),
        ("Telefon 07195 13-327 oder +49 151 23456789", ["07195 13-327", "+49 151 23456789"]),
        (
            "Mail zuhause@winnenden.de, Netz https://winnenden.de/a?b=1.",
            ["zuhause@winnenden.de", "https://winnenden.de/a?b=1"],
        ),
        ("Am 24.11.2026 von 9:00–12:30", ["24.11.2026", "9:00–12:30"]),
        ("Hallo {name}, es sind {count} Plätze frei", ["{name}", "{count}"]),
        ("☕ Kaffee um 16:00", ["☕", "16:00"]),
        ("Rufen Sie die Polizei: 110", ["110"]),
        ("Im Telegrammstil über IN Tacto", []),
    ],
)
def test_what_is_the_same_in_every_language_is_kept(line, kept):
    """Names, levels, streets, numbers, mails, links, placeholders, emoji; a common word is none."""
    shielded = SHIELD.over(line)

    assert list(shielded.kept) == kept
    assert not any(word in shielded.text for word in kept)
    assert shielded.restore(shielded.text) == line


def test_a_translator_may_move_tokens_and_write_them_in_its_way():
    """Other word order, small letters, a blank, Arabic digits, a prefix or an ending grown to it."""
    shielded = SHIELD.over("Saltanat Heinzelmann hilft im Asarija Haus: 07195 13-327")

    assert shielded.text == "XQ0 hilft im XQ1: XQ2"
    assert shielded.restore("وXQ٢ … xq 1 X Q0'da") == "و07195 13-327 … Asarija Haus Saltanat Heinzelmann'da"


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("Call", "in der Antwort fehlt: „112“, „110“"),
        ("Call XQ0", "in der Antwort fehlt: „110“"),
        ("Call XQ0 or XQ1 or XQ0", "in der Antwort steht doppelt: „112“"),
        ("Call XQ0 or XQ1 or XQ7", "in der Antwort ist hinzugekommen: „XQ7“"),
    ],
)
def test_a_token_that_is_lost_or_doubled_makes_the_answer_worthless(answer, fault):
    """A wrong number is worse than no text."""
    with pytest.raises(TokenError, match=re.escape(fault)):
        SHIELD.over("Rufen Sie 112 oder 110").restore(answer)


def test_a_line_of_names_alone_needs_no_translator():
    """There is nothing to say differently."""
    assert SHIELD.over("Asarija Haus, 07195 13-327").is_empty
    assert not SHIELD.over("im Asarija Haus").is_empty


@given(st.text())
def test_nothing_gets_lost_on_the_way(line):
    """Also in texts that look like our own tokens."""
    shielded = SHIELD.over(line)

    assert shielded.restore(shielded.text) == line


@given(
    st.lists(st.sampled_from(["XQ1", "xq 2", "X Q٣", "112", " ", "X", "Q", "Asarija Haus", "7"])).map("".join)
)
def test_texts_made_of_tokens_survive_too(line):
    """Nobody writes so, but then nothing may break."""
    shielded = SHIELD.over(line)

    assert shielded.restore(shielded.text) == line


def test_names_come_from_the_content(tmp_path):
    """People, streets, towns and meetups."""
    assert set(names_in(content_of(write_office(tmp_path / "content")))) == {
        *("Integrationsmanagement", "Saltanat Heinzelmann", "Polizei", "Beraterin 1"),
        *("Ukraine-Café", "Marienstr. 2", "Winnenden"),
    }


def test_every_number_and_address_that_ships_is_shielded():
    """No digit and no @ is left for the translator, in any German text."""
    content = real_content()
    shield = Shield(names_in(content))
    for topic in content.topics.values():
        for line in "\n".join([topic.answer["de"], topic.more["de"] if topic.more else ""]).splitlines():
            sent = re.sub(r"XQ\d+", "", shield.over(line).text)
            assert not re.search(r"[\d@]|Straße|Str\.", sent), sent
