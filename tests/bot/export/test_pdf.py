"""The printed list, read back from the file: complete, page by page, in every script."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.export import WRITERS
from bot.export.pdf import NOTE, UNKNOWN, WIDTHS
from bot.export.rows import HEADINGS
from tests.support.lists import ROW, row_with
from tests.support.pdf import pages

TITLE = "Termine 26.11.2026 bis 27.11.2026, Stand 23.11.2026 10:15"
# letters of the names people have here: Latin, Cyrillic, Arabic, Persian, Pashto, Kurdish, Ge'ez
LETTERS = "aÄéğışçëÛß-’( )ЖщїґЄъبتمحأئةيكلاپچگیژټډړښۍۆێەڕڵሰላምገብሩኣ"


def printed(*rows):
    return pages(WRITERS["pdf"](rows, TITLE))


def letters(texts):
    """All letters in order of the alphabet; blanks at the end of a line may go."""
    return sorted("".join(texts).replace(" ", ""))


def test_a_page_has_title_heading_rows_and_number():
    """Days and times as in the other lists; whoever finds it knows that it is not for everybody."""
    (page,) = printed(ROW)

    assert page[:2] == [TITLE, "vertraulich"]
    assert page[2 : 2 + len(HEADINGS)] == list(HEADINGS)
    assert page[2 + len(HEADINGS) : -1] == [
        "26.11.2026",
        "Donnerstag",
        "10:00",
        "10:30",
        "W-7K3F",
        "Arbeit",
        "Beraterin Eins",
        "Zimmer 1",
        "Ukrainisch",
        "ja, Ukrainisch",
        "Олена Ткаченко",
        "0151 23456789",
        "gebucht",
    ]
    assert page[-1] == "Seite 1 von 1"


def test_every_page_repeats_the_heading_and_counts():
    """Sixty appointments: none is lost between two pages."""
    rows = [row_with(code=f"W-{number:04}") for number in range(60)]
    sheets = printed(*rows)

    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet[:2] == [TITLE, "vertraulich"]
        assert sheet[2 : 2 + len(HEADINGS)] == list(HEADINGS)
        assert sheet[-1] == f"Seite {number} von {len(sheets)}"
    found = [text for sheet in sheets for text in sheet if text.startswith("W-")]
    assert found == [row.code for row in rows]


def test_a_page_is_a4_landscape():
    """And the columns fill it between the margins."""
    assert b"/MediaBox [0 0 841.89 595.28]" in WRITERS["pdf"]([], TITLE)
    assert sum(WIDTHS) == 277
    assert len(WIDTHS) == len(HEADINGS)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("محمد عبد", "محمد عبد"[::-1]),
        ("Ayşe (أيشة)", "Ayşe (" + "أيشة"[::-1] + ")"),
        ("أيشة Ayşe", "Ayşe " + "أيشة"[::-1]),
        ("ሰላም (Selam)", "ሰላም (Selam)"),
        ("زاده‌ی", "زاده‌ی"[::-1]),
        ("Олена Ткаченко", "Олена Ткаченко"),
    ],
)
def test_names_stand_in_the_order_in_which_they_are_read(name, drawn):
    """From the right where letters go from the right, also beside Latin ones and in brackets."""
    (page,) = printed(row_with(name=name))

    assert page[2 + len(HEADINGS) + 10].replace("\u200c", "") == drawn.replace("\u200c", "")


@settings(max_examples=20)
@given(st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=4))
def test_no_letter_of_a_name_is_lost(names):
    """However scripts are mixed and lines are broken."""
    (named,) = printed(*(row_with(name=name) for name in names))
    (nameless,) = printed(*(row_with(name="") for _ in names))

    assert letters(named) == letters([*nameless, *names])


def test_a_letter_we_cannot_print_is_not_just_missing():
    """A sign in its place, and a line that says where to find it; the log stays quiet."""
    (page,) = printed(row_with(name="Ελένη 张 Müller"))

    assert "????? ? Müller" in page
    assert NOTE in page
    assert NOTE not in printed(ROW)[0]
    assert UNKNOWN == "?"


def test_the_libraries_say_nothing(caplog):
    """A warning for each letter would fill the log with names."""
    with caplog.at_level(logging.WARNING):
        printed(row_with(name="Ελένη محمد ሰላም"))

    assert caplog.records == []


def test_an_empty_list_is_a_page():
    """With its heading."""
    (page,) = printed()

    assert page == [TITLE, "vertraulich", *HEADINGS, "Seite 1 von 1"]
