"""Reads labelled texts (gzip, tab-separated: language, kind, text) for fitting and measuring detectors.

The texts are not part of this project. One half, chosen by the MD5 of the text, is for fitting, the other for
measuring.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

OUR_NAMES = {
    "ku": "kmr", "prs": "fa", "sr": "sh", "hr": "sh", "bs": "sh", "sr-Cyrl": "sh",
    "other:nl": "nl", "other:pt": "pt", "other:cs": "cs", "other:mk": "mk", "other:hi": "hi",
}  # fmt: skip
CHAT_KINDS = ("ig", "pb", "xsid", "tr_", "own")  # newcomers' words, not news and encyclopaedias


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled text; `romanised` means Latin letters for a language with its own script."""

    language: str
    kind: str
    text: str

    @property
    def romanised(self) -> bool:
        """Whether the text is a transcription."""
        return self.kind.startswith("tr_")

    @property
    def for_fitting(self) -> bool:
        """Whether the text belongs to the half that weights are fitted on."""
        digest = hashlib.md5(self.text.encode(), usedforsecurity=False).digest()
        return digest[0] % 2 == 0


def read_samples(path: Path) -> list[Sample]:
    """Return all samples of the file at `path`, languages under our names."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Sample(OUR_NAMES.get(language, language), kind, text) for language, kind, text in rows[1:]]
