"""A picture with the same words in two languages, large, to show at a counter.

Telegram has no large letters, and a picture can be turned round and held up. Letters are joined and ordered
by Raqm (inside the Pillow wheels); each font file holds one script and Latin, because Pillow looks into one
font only. The fonts are Noto Sans, see `fonts/README.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from bot.languages import BY_CODE

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

    from bot.reply import CardText

FONTS = Path(__file__).parent / "fonts"
WIDTH, MARGIN = 1080, 64  # pixels: a phone's width
TEXT_WIDTH = WIDTH - 2 * MARGIN
LARGEST, SMALLEST, STEP = 76, 40, 4  # pixels of a letter's height
TALLEST = 1900  # higher pictures are made small by phones
LINE, GAP = 1.45, 48  # height of a line in letters; pixels between the languages
INK, ACCENT, PAPER = "#1d1d1f", "#0a5c7a", "#ffffff"
_SCRIPTS = {"ti": "NotoSansEthiopic"} | {
    row.code: "NotoSansArabic" for row in BY_CODE.values() if row.right_to_left
}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    font: FreeTypeFont
    colour: str
    language: str


@lru_cache(maxsize=64)
def draw(halves: tuple[CardText, ...]) -> bytes:
    """A PNG, 1080 pixels wide, in the largest letters that fit: not too tall for a phone, no word cut off.

    A half without words is left out.
    """
    for size in range(LARGEST, SMALLEST - 1, -STEP):
        blocks = [block for half in halves if (block := _block(half, size))]
        height = sum(_height(block) for block in blocks) + 2 * MARGIN + 2 * GAP * (len(blocks) - 1)
        lines = (line for block in blocks for line in block)
        widest = max(_width(line.text, line.language, line.font) for line in lines)
        if height <= TALLEST and widest <= TEXT_WIDTH:
            break
    return _paint(blocks, height)


def _block(half: CardText, size: int) -> list[_Line]:
    return [
        *_lines(half.title, half.language, _font(half.language, "Bold", size), ACCENT),
        *_lines(half.text, half.language, _font(half.language, "Regular", size), INK),
    ]


def _lines(text: str, language: str, font: FreeTypeFont, colour: str) -> list[_Line]:
    wrapped = (line for part in text.split("\n") if part.strip() for line in _wrap(part, language, font))
    return [_Line(line, font, colour, language) for line in wrapped]


def _wrap(text: str, language: str, font: FreeTypeFont) -> list[str]:
    """As many words a line as fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _width(longer, language, font) <= TEXT_WIDTH:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _paint(blocks: list[list[_Line]], height: int) -> bytes:
    picture = Image.new("RGB", (WIDTH, height), PAPER)
    pen, top = ImageDraw.Draw(picture), float(MARGIN)
    for number, block in enumerate(blocks):
        if number:
            pen.line([(MARGIN, top + GAP), (WIDTH - MARGIN, top + GAP)], fill=ACCENT, width=4)
            top += 2 * GAP
        for line in block:
            right = BY_CODE[line.language].right_to_left
            place, anchor = ((WIDTH - MARGIN, top), "ra") if right else ((MARGIN, top), "la")
            pen.text(
                place,
                line.text,
                line.colour,
                line.font,
                anchor,
                direction=_direction(line.language),
                language=line.language,
            )
            top += line.font.size * LINE
    written = BytesIO()
    picture.quantize(16).save(written, "PNG", optimize=True)
    return written.getvalue()


def _height(block: list[_Line]) -> int:
    return round(sum(line.font.size * LINE for line in block))


def _width(text: str, language: str, font: FreeTypeFont) -> float:
    return font.getlength(text, direction=_direction(language), language=language)


def _direction(language: str) -> str:
    return "rtl" if BY_CODE[language].right_to_left else "ltr"


@lru_cache(maxsize=64)
def _font(language: str, weight: str, size: int) -> FreeTypeFont:
    path = FONTS / f"{_SCRIPTS.get(language, 'NotoSans')}-{weight}.ttf"
    return ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
