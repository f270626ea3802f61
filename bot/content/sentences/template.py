"""The form of a sentence that staff read, in both languages."""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """First what is wrong, then what to write.

    Placeholders are a finding's details, and `{hint}` ("Meinten Sie …?"), `{choices}` (the closed list),
    `{other}` (where the second of two places is).
    """

    german: str
    english: str

    def in_language(self, language: str) -> str:
        """English for `en`, German for everything else."""
        return self.english if language == "en" else self.german


DID_YOU_MEAN = Sentence("Meinten Sie „{}“?", "Did you mean “{}”?")
ALLOWED = Sentence("Erlaubt: {}.", "Allowed: {}.")
LINE = Sentence("Zeile {}", "line {}")

ADVICE = Sentence("Hinweis:", "Advice:")
ALL_WELL = Sentence("Alles in Ordnung.", "Everything is fine.")
NO_FAULT = Sentence("Kein Fehler", "No fault")
FAULTS = Sentence("{} Fehler", "{} fault"), Sentence("{} Fehler", "{} faults")
ADVICES = Sentence("{} Hinweis", "{} piece of advice"), Sentence("{} Hinweise", "{} pieces of advice")
