"""Direction marks, so that "09:00-12:30" and phone numbers read right inside Arabic.

Measured on Chromium's bidi for Arabic, Persian, Sorani and Pashto: an unmarked phone number or time shows
reversed, and a line that begins with a Latin word turns left-to-right as a whole. Isolates (U+2068…U+2069)
with U+200F at such a line's start cure both. U+202A…202E are never used: Telegram removes them.
"""

from __future__ import annotations

import re

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
_MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
_BIDI_CONTROLS = re.compile("[\u2066-\u2069\u200e\u200f\u202a-\u202e\u061c]")
_ISOLATED = re.compile(f"({FSI}[^{FSI}{PDI}\n]*{PDI})")
_WORD = r"[A-Za-z0-9À-ɏ]"
_JOINT = r"[ ,.:;/@+\-–§%&()'’_=?#]"
_FOREIGN_RUN = re.compile(rf"\+?{_WORD}+(?:{_JOINT}{{1,3}}\+?{_WORD}+)*")
_RTL_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def isolate(value: object) -> str:
    """Wrap a value so that its direction cannot spread; line breaks get an isolate each."""
    lines = _BIDI_CONTROLS.sub("", str(value)).split("\n")
    return "\n".join(f"{FSI}{line}{PDI}" if line else line for line in lines)


def without_marks(text: str) -> str:
    """The text as typed: no isolates and no direction marks."""
    return _MARKS.sub("", text)


def readable(text: str, *, right_to_left: bool) -> str:
    """Make every line of `text` safe to show; in left-to-right languages it already is."""
    if not right_to_left:
        return text
    return "\n".join(_right_to_left_line(line) for line in text.split("\n"))


def _right_to_left_line(line: str) -> str:
    parts = _ISOLATED.split(line)
    line = "".join(part if part.startswith(FSI) else _FOREIGN_RUN.sub(_wrap, part) for part in parts)
    if line and not _RTL_LETTER.match(line) and not line.startswith(RLM):
        return RLM + line
    return line


def _wrap(run: re.Match[str]) -> str:
    return f"{FSI}{run.group()}{PDI}"
