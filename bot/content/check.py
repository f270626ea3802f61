"""The report of `zuhause content check`: one finding a line, each with the line of the file it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.content.findings import Finding


def report(findings: Iterable[Finding], language: str = "de") -> str:
    """Lines such as `content/meetups.yaml:15: …`, which editors can jump to; empty without findings."""
    return "\n".join(line for finding in findings for line in _lines(finding, language))


def _lines(finding: Finding, language: str) -> list[str]:
    first = f"{finding.place}: {finding.sentence(language)}"
    return [first, f"    | {finding.source_line}"] if finding.source_line else [first]
