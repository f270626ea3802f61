"""What `zuhause content check` says: one finding a line, each with the line of the file it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bot.content.findings import Severity
from bot.content.sentences.template import ADVICE, ADVICES, ALL_WELL, FAULTS, NO_FAULT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.content.findings import Finding
    from bot.content.sentences.template import Sentence

    Object: TypeAlias = "dict[str, str | int | None]"


def report(findings: Iterable[Finding], language: str = "de") -> str:
    """Lines such as `content/meetups.yaml:15: …`, which editors can jump to; empty without findings."""
    return "\n".join(line for finding in findings for line in _lines(finding, language))


def summary(faults: Sequence[Finding], advice: Sequence[Finding], language: str = "de") -> str:
    """The last line: how much there is of both."""
    if not faults and not advice:
        return ALL_WELL.in_language(language)
    counted = _counted(len(faults), FAULTS, language) if faults else NO_FAULT.in_language(language)
    return f"{counted}, {_counted(len(advice), ADVICES, language)}."


def as_objects(findings: Iterable[Finding], language: str = "de") -> list[Object]:
    """Findings for tools, with the message in `language`."""
    return [
        {
            "file": finding.file,
            "line": finding.line,
            "severity": finding.severity,
            "kind": finding.kind,
            "message": finding.sentence(language),
            "source": finding.source_line,
            "suggestion": finding.suggestion,
        }
        for finding in findings
    ]


def _lines(finding: Finding, language: str) -> list[str]:
    mark = f"{ADVICE.in_language(language)} " if finding.severity is Severity.ADVICE else ""
    first = f"{finding.place}: {mark}{finding.sentence(language)}"
    return [first, f"    | {finding.source_line}"] if finding.source_line else [first]


def _counted(number: int, forms: tuple[Sentence, Sentence], language: str) -> str:
    one, many = forms
    return (one if number == 1 else many).in_language(language).format(number)
