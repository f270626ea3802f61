"""Which script decides, and which languages are written in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from nlu.language.resources import read_yaml

LATIN = "Latn"
# People put German nouns into Arabic, Cyrillic or Ethiopic sentences, hardly the reverse.
FOREIGN_LETTERS = 2
ONE_SIGN_A_WORD = "Hani"
FOREIGN_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Scripts:
    """The table `data/scripts.yml`: ranges of letters and the candidates per script."""

    starts: tuple[int, ...]
    ranges: tuple[tuple[int, int, str], ...]
    languages: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> Scripts:
        """Read the table."""
        table = read_yaml("scripts.yml")
        ranges = sorted(
            (int(first, 16), int(last, 16), script)
            for script, row in table.items()
            for first, _, last in (pair.partition("-") for pair in row["letters"].split())
        )
        languages = {script: tuple(row["languages"].split()) for script, row in table.items()}
        return cls(tuple(first for first, _, _ in ranges), tuple(ranges), languages)

    def of(self, letter: str) -> str | None:
        """Return the script of one character, None if it is no letter of ours."""
        place = bisect_right(self.starts, ord(letter)) - 1
        if place < 0 or ord(letter) > self.ranges[place][1]:
            return None
        return self.ranges[place][2]

    def deciding(self, words: list[str]) -> tuple[str | None, list[str]]:
        """Return the script that decides and the words that hold letters of it."""
        counts = Counter(self.of(letter) for word in words for letter in word)
        del counts[None]
        others = [(number, script) for script, number in counts.items() if script != LATIN]
        number, script = max(others, default=(0, None), key=lambda entry: (entry[0], str(entry[1])))
        enough = 1 if script == ONE_SIGN_A_WORD else FOREIGN_LETTERS
        if number < enough or number < FOREIGN_SHARE * counts.total():
            script = LATIN if counts[LATIN] > 1 else None
        return script, [word for word in words if any(self.of(letter) == script for letter in word)]
