"""The list as a file. Nothing in a cell is ever a formula, whatever somebody put into a content file."""

from __future__ import annotations

import csv
import unicodedata
from datetime import date, datetime, time
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from bot.export.ics import list_calendar
from bot.export.rows import HEADINGS, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WIDTHS = (11, 12, 8, 8, 10, 30, 26, 18, 20, 26, 30, 20, 18)
STRONG = {"L", "R", "AL"}  # directions of letters; a digit or a bracket has none of its own
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0")
_SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def csv_bytes(rows: Sequence[Row], title: str) -> bytes:  # noqa: ARG001  every writer is called alike
    """CSV as German Excel opens it by double click: UTF-8 with BOM, semicolons, CRLF."""
    text = StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([_csv_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Sequence[Row], title: str) -> bytes:
    """A workbook with real dates and times, frozen heading, filter, ready to print on A4 landscape."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, _SAFE)
    sheet = book.add_worksheet("Termine")
    formats = {
        date: book.add_format({"num_format": "dd.mm.yyyy", "align": "left"}),
        time: book.add_format({"num_format": "hh:mm", "align": "left"}),
        str: book.add_format({"reading_order": 2}),  # from the right
    }
    sheet.write_row(0, 0, HEADINGS, book.add_format({"bold": True, "bottom": 1}))
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row.values()):
            _xlsx_cell(sheet, number, column, value, formats)
    _print_setup(sheet, len(rows), title)
    book.close()
    return file.getvalue()


def pdf_bytes(rows: Sequence[Row], title: str) -> bytes:
    """A4 landscape, ready to print."""
    from bot.export.pdf import paper_bytes  # noqa: PLC0415  0.2 s, which no other command has to pay

    return paper_bytes(rows, title)


def cell_text(value: object) -> str:
    """A cell as people read it."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)


def _csv_cell(value: object) -> str:
    text = cell_text(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _xlsx_cell(sheet: Any, row: int, column: int, value: object, formats: dict[type, object]) -> None:  # noqa: ANN401
    if isinstance(value, (date, time)):
        moment = value if isinstance(value, time) else datetime.combine(value, time.min)
        sheet.write_datetime(row, column, moment, formats[type(value)])
    else:
        text = str(value)
        sheet.write_string(row, column, text, formats[str] if _from_the_right(text) else None)


def _from_the_right(text: str) -> bool:
    """Whether the first letter is Arabic or the like."""
    directions = map(unicodedata.bidirectional, text)
    return next((one for one in directions if one in STRONG), "L") != "L"


def _print_setup(sheet: Any, rows: int, title: str) -> None:  # noqa: ANN401
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(HEADINGS) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{title}&Rvertraulich")
    sheet.set_footer("&RSeite &P von &N")


WRITERS: dict[str, Callable[[Sequence[Row], str], bytes]] = {
    "xlsx": xlsx_bytes,
    "csv": csv_bytes,
    "ics": list_calendar,
    "pdf": pdf_bytes,
}
