"""What can be wrong with the direction of a line, found without the code that is meant to prevent it."""

from __future__ import annotations

import re
from unicodedata import bidirectional

FSI, PDI, RLM = "\u2068", "\u2069", "\u200f"
EMBEDDINGS = re.compile("[\u202a-\u202e]")
ISOLATE = re.compile(f"{FSI}[^{FSI}{PDI}]*{PDI}")
FOREIGN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ0-9]+")


def faults(text: str, *, right_to_left: bool) -> list[str]:
    """One sentence a fault, lines as Telegram breaks them; empty when all reads right."""
    return [
        f"{fault}: {line!r}"
        for line in text.split("\n")
        for fault in _faults_of_line(line, right_to_left=right_to_left)
    ]


def _faults_of_line(line: str, *, right_to_left: bool) -> list[str]:
    outside = ISOLATE.sub("", line)
    found = []
    if FSI in outside or PDI in outside:
        found.append("isolates not balanced")
    if EMBEDDINGS.search(line):
        found.append("a mark that Telegram removes")
    if right_to_left and (bare := FOREIGN.findall(outside)):
        found.append(f"bare {', '.join(bare)}")
    if right_to_left and line.strip() and bidirectional(line[0]) not in {"R", "AL"}:
        found.append("does not begin right-to-left")
    return found
