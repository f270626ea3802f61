"""A fault in a content file or advice on it, and the sentence staff read about it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from bot.content.sentences import ADVICE, SENTENCES
from bot.content.sentences.template import ALLOWED, DID_YOU_MEAN, LINE

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_SHOWN = 60


class Severity(StrEnum):
    """A fault keeps content from being served, advice never does."""

    FAULT = "fault"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in `file`, `line` (from 1): `kind` chooses the sentence, `details` fill it.

    Details with a meaning of their own: `value` (what was written), `allowed` (the closed list it should come
    from), `suggestion` (the right value where we know it), `other` (the line of the second place).
    """

    file: str
    line: int
    kind: str
    details: Mapping[str, object] = field(default_factory=dict)
    source_line: str = ""

    @property
    def place(self) -> str:
        """For example `content/meetups.yaml:15`, which editors open at that line."""
        return f"{self.file}:{self.line}"

    @property
    def severity(self) -> Severity:
        """Told by the kind: the same thing is never a fault here and advice there."""
        return Severity.ADVICE if self.kind in ADVICE else Severity.FAULT

    @property
    def suggestion(self) -> str | None:
        """What was probably meant."""
        if known := self.details.get("suggestion"):
            return str(known)
        return nearest(str(self.details.get("value", "")), self._allowed)

    def sentence(self, language: str = "de") -> str:
        """What is wrong and what to write, in German, or in English for `en`."""
        hint = DID_YOU_MEAN.in_language(language).format(self.suggestion) if self.suggestion else ""
        choices = ALLOWED.in_language(language).format(", ".join(self._allowed)) if self._allowed else ""
        other = LINE.in_language(language).format(self.details.get("other"))
        shown = {**self.details, "value": _short(self.details.get("value"))}
        template = SENTENCES[self.kind].in_language(language)
        return " ".join(
            template.format_map(shown | {"hint": hint, "choices": choices, "other": other}).split()
        )

    @property
    def _allowed(self) -> list[str]:
        names: Any = self.details.get("allowed", ())
        return [str(name) for name in names]


def nearest(value: str, allowed: list[str]) -> str | None:
    """The entry of a closed list that `value` probably means: a unique beginning, or nearly the same."""
    names = {name.casefold(): name for name in allowed}
    value = value.strip(" .").casefold()
    longer = [name for name in names if value and name.startswith(value)]
    close = longer if len(longer) == 1 else difflib.get_close_matches(value, names, 1)
    return names[close[0]] if close else None


def _short(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
