"""Direction marks, so that "09:00-12:30" and phone numbers read right inside Arabic.

Measured on Chromium's bidi for Arabic, Persian, Sorani and Pashto: an unmarked phone number or time shows
reversed, and a line that begins with a Latin word turns left-to-right as a whole. Isolates (U+2068…U+2069)
with U+200F at such a line's start cure both. U+202A…202E are never used: Telegram removes them.
"""

from __future__ import annotations

import re
from unicodedata import bidirectional

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
_MARKS = re.compile("[\u2066-\u2069\u200e\u200f]")
_BIDI_CONTROLS = re.compile("[\u2066-\u2069\u200e\u200f\u202a-\u202e\u061c]")
_STRAY = re.compile("[\u2066-\u2069\u200e\u202a-\u202e]")  # U+200F may stay: it is ours
_LINE = re.compile("[^\n\r\x1c-\x1e\x85\u2028\u2029]+")  # whatever ends a paragraph ends its isolates too
_ISOLATED = re.compile(f"({FSI}[^\u2066-\u2069\u202a-\u202e\n]*{PDI})")

# Runs are found on a shadow of the line: `a` a left-to-right letter or digit, `m` a mark on it.
_SHADOW = {"L": "a", "EN": "a", "NSM": "m"}
_JOINT = "[ \u00a0\u202f,.:;/@+\u2011–§%&'’_=?!#-]{1,3}"
_WORD = r"[+@#]?a[am]*"
_WORDS = rf"{_WORD}(?:{_JOINT}{_WORD})*"
_GROUP = rf"\({_WORDS}\)"
_FOREIGN_RUN = re.compile(rf"(?:{_GROUP}[ \u00a0/-]|§§?[ \u00a0]?)?{_WORD}(?:{_JOINT}{_WORD}| ?{_GROUP})*")


def isolate(value: object) -> str:
    """Wrap a value so that its direction cannot spread; every line gets an isolate of its own."""
    return _LINE.sub(rf"{FSI}\g<0>{PDI}", _BIDI_CONTROLS.sub("", str(value)))


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
    parts[::2] = [_isolate_foreign(part) for part in parts[::2]]  # every second one is an isolate already
    line = "".join(parts)
    if line and bidirectional(line[0]) not in {"R", "AL"}:  # U+200F itself is R
        return RLM + line
    return line


def _isolate_foreign(part: str) -> str:
    """Isolate every run of left-to-right words and numbers; brackets go along only as a pair."""
    part = _STRAY.sub("", part)
    shadow = "".join(_SHADOW.get(bidirectional(letter), letter) for letter in part)
    pieces, end = [], 0
    for run in _FOREIGN_RUN.finditer(shadow):
        pieces += [part[end : run.start()], FSI, part[run.start() : run.end()], PDI]
        end = run.end()
    return "".join([*pieces, part[end:]])
