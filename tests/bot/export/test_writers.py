"""The files that managers open: real dates, no formulas, no surprises in Excel."""

import csv
from datetime import datetime, time
from io import BytesIO, StringIO

import openpyxl
import pytest

from bot.export import WRITERS
from bot.export.rows import HEADINGS
from tests.support.lists import ROW, row_with

DANGEROUS = [
    '=HYPERLINK("https://example.org";"hier")',
    "=1+1",
    "+49 7195 13",
    "-2",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "https://example.org",
    "00123",
]


def sheet(*rows):
    book = openpyxl.load_workbook(BytesIO(WRITERS["xlsx"](rows, "Termine")))
    return book["Termine"]


def test_a_workbook_has_real_dates_and_times():
    """So that Excel sorts and counts them; shown as people here write them."""
    page = sheet(ROW)
    day, start, end = page["A2"], page["C2"], page["D2"]

    assert [cell.value for cell in page[1]] == list(HEADINGS)
    assert (day.value, day.number_format) == (datetime(2026, 11, 26), "dd.mm.yyyy")  # noqa: DTZ001
    assert (start.value, end.value, start.number_format) == (time(10), time(10, 30), "hh:mm")
    assert [cell.value for cell in page[2]][4:] == list(ROW.values())[4:]


def test_a_workbook_can_be_read_at_once():
    """The heading stays in sight, every column has a filter, the page is A4 landscape."""
    page = sheet(ROW, ROW)

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:M3"
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 9)
    assert page.print_title_rows == "$1:$1"


def test_names_from_the_right_are_read_from_the_right():
    """A cell begins where its first letter begins; digits and brackets have no side of their own."""
    names = ["محمد", "(أيشة) Ayşe", "12 שלום", "Ayşe (أيشة)", "ሰላም", "", "12"]
    page = sheet(*(row_with(name=name) for name in names))

    assert [page.cell(2 + n, 11).alignment.readingOrder for n in range(len(names))] == [2, 2, 2, 0, 0, 0, 0]


def test_an_empty_workbook_is_a_workbook():
    """A week without appointments."""
    assert [cell.value for cell in sheet()[1]] == list(HEADINGS)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_becomes_a_formula_link_or_number_in_a_workbook(text):
    """Whatever somebody called an adviser."""
    cell = sheet(row_with(adviser=text))["G2"]

    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.value.replace("_x000D_", "\r") == text


def test_csv_opens_in_german_excel_by_double_click():
    """UTF-8 with its mark, semicolons, line ends of Windows; dates and times as we write them."""
    data = WRITERS["csv"]([ROW], "Termine")

    assert data.startswith(b"\xef\xbb\xbfDatum;Wochentag;")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    expected = (
        "26.11.2026;Donnerstag;10:00;10:30;W-7K3F;Arbeit;Beraterin Eins;Zimmer 1;Ukrainisch;"
        "ja, Ukrainisch;Олена Ткаченко;0151 23456789;gebucht"
    )
    assert data.decode("utf-8-sig").splitlines()[1] == expected


@pytest.mark.parametrize("text", DANGEROUS[:7])
def test_no_text_becomes_a_formula_in_csv(text):
    """An apostrophe in front makes it a text."""
    data = WRITERS["csv"]([row_with(adviser=text)], "Termine").decode("utf-8-sig")
    _, cells = csv.reader(StringIO(data, newline=""), delimiter=";")

    assert cells[6] == f"'{text}"


def test_csv_keeps_semicolons_quotes_and_line_breaks_in_their_cell():
    """A name may hold anything."""
    text = 'Müller; "die\nNeue"'
    data = WRITERS["csv"]([row_with(adviser=text)], "Termine").decode("utf-8-sig")
    _, cells = csv.reader(StringIO(data, newline=""), delimiter=";")

    assert cells[6] == text
    assert len(cells) == len(HEADINGS)
