"""The list on paper: A4 landscape, heading and page number on every page, names in any of our scripts.

fpdf2 with HarfBuzz needs no library of the system. Letters are joined and ordered in tables only: its single
cells lose parts of a text that runs in both directions. The fonts are Noto Sans, see `fonts/README.md`.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace, TTFFont

from bot.export.rows import HEADINGS
from bot.export.writers import cell_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.export.rows import Row

FONTS = Path(__file__).parent / "fonts"
FAMILIES = ("NotoSans", "NotoSansArabic", "NotoSansEthiopic")  # the first is the usual one
STYLES = {"": "Regular", "B": "Bold"}
POINTS, SMALL_POINTS = 8, 7
MARGIN = 10  # millimetres
WIDTHS = (19, 20, 13, 12, 17, 32, 27, 16, 19, 25, 33, 25, 19)  # millimetres, A4 without its margins
SHADE = 242  # of every second row; 255 is white
FIRST_JOINED = "\u0590"  # before it all scripts stand letter beside letter, from the left
UNKNOWN = "?"  # in place of a letter that is in none of our fonts, where a gap would hide it
NOTE = "Ein ? kann für einen Buchstaben stehen, den es hier im Druck nicht gibt; in der Excel-Liste steht er."


class _Paper(FPDF):
    """Pages with a head and a foot."""

    def __init__(self, title: str) -> None:
        super().__init__("landscape", "mm", "A4")
        self.incomplete = False
        self.set_title(title)
        self.set_lang("de")
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + 6)
        for family in FAMILIES:
            for style, name in STYLES.items():
                self.add_font(family, style, FONTS / f"{family}-{name}.ttf")
        self.set_fallback_fonts(FAMILIES[1:])
        self.set_text_shaping(True)
        self.set_font(FAMILIES[0], size=POINTS)
        self.add_page()

    def header(self) -> None:
        """The title, and that it is nobody else's business."""
        self.set_font(FAMILIES[0], "B", POINTS + 3)
        self.cell(0, 8, str(self.title))
        self.set_x(MARGIN)
        self.cell(0, 8, "vertraulich", align="R", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        """The number of this page and of all."""
        self.set_y(-MARGIN - 4)
        self.set_font(FAMILIES[0], "", SMALL_POINTS)
        self.cell(0, 5, NOTE if self.incomplete else "")
        self.set_x(MARGIN)
        self.cell(0, 5, f"Seite {self.page_no()} von {{nb}}", align="R")

    def multi_cell(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401  as the table calls it
        """A cell of the table. Joining and ordering letters takes most of the time, and few texts need it."""
        self.set_text_shaping(any(letter >= FIRST_JOINED for letter in options["text"]))
        return super().multi_cell(*arguments, **options)

    @cached_property
    def letters(self) -> frozenset[int]:
        """What the fonts can show, as code points."""
        return frozenset().union(*(font.cmap for font in self.fonts.values() if isinstance(font, TTFFont)))

    def shown(self, text: str) -> str:
        """The text with a sign for every letter that would be missing without a trace."""
        shown = "".join(letter if ord(letter) in self.letters else UNKNOWN for letter in text)
        self.incomplete = self.incomplete or shown != text
        return shown


def paper_bytes(rows: Sequence[Row], title: str) -> bytes:
    """The list, ready to print."""
    paper = _Paper(title)
    with paper.table(
        headings_style=FontFace(emphasis="BOLD"),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        cell_fill_color=SHADE,
        cell_fill_mode=TableCellFillMode.ROWS,
        col_widths=WIDTHS,
        line_height=POINTS / 2,
        text_align="LEFT",
    ) as table:
        table.row(HEADINGS)
        for row in rows:
            table.row([paper.shown(cell_text(value)) for value in row.values()])
    return bytes(paper.output())
