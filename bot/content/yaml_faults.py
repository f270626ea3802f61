"""What a stopped YAML parser means for somebody who writes content, and in which line the cause stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import yaml

# The parser's words, our kind, and whether the cause stands where the broken thing began.
_SYNTAX = (
    ("mapping values are not allowed", "colon", False),
    ("could not find expected ':'", "no-colon", True),
    ("unexpected end of stream", "open-quote", True),
    ("unexpected document indicator", "open-quote", True),
    ("expected ',' or ", "open-bracket", True),
    ("cannot start any token", "first-character", False),
    ("did not find expected alphabetic or numeric character", "first-character", False),
    ("did not find expected comment or line break", "first-character", True),
    ("unknown escape character", "backslash", False),
    ("did not find expected key", "indent", False),
    ("did not find expected '-' indicator", "indent", False),
    ("block sequence entries are not allowed", "indent", False),
)
_CONFLICT = r"(<{7}|>{7})( |$)"  # what a version control system leaves where two people changed a line


def explain(error: yaml.YAMLError, source: Sequence[str]) -> list[tuple[str, int]]:
    """Kinds and lines (from 1) of the findings for one parser error; every tab is named."""
    if conflicts := [number for number, line in enumerate(source, 1) if re.match(_CONFLICT, line)]:
        return [("conflict", conflicts[0])]
    tabs = [number for number, line in enumerate(source, 1) if re.match(r" *\t\s*\S", line)]
    problem = str(getattr(error, "problem", ""))
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    kind, at_start = next(((kind, at) for words, kind, at in _SYNTAX if words in problem), ("broken", False))
    mark = began if at_start and began else mark
    line = min(mark.line + 1, len(source)) if mark else 1
    if line in tabs:
        return [("tab", number) for number in tabs]
    if kind == "colon":
        return [_colon(line, source)]
    return [(_indent(source[line - 1]) if kind == "indent" else kind, line)]


def _colon(line: int, source: Sequence[str]) -> tuple[str, int]:
    """A colon too many: in a text, or because the field above has none, or because of the indentation."""
    text, above = source[line - 1], source[max(line - 2, 0)]
    if len(re.findall(r":(?=\s|$)", text)) > 1 or not re.match(r"\s*(- )?[a-z_]+:", text):
        return "colon", line
    if not re.search(r":(?=\s|$)|^\s*(#|$)", above):
        return "no-colon", line - 1
    return "indent", line


def _indent(text: str) -> str:
    """What the parser takes for a new entry is often the rest of a text whose start it took for an end."""
    if re.search(r"""[:-]\s+["'].*["']""", text):
        return "after-quote"
    if re.search(r":\s+-\s|[:-]\s+[\[{*]", text):
        return "first-character"
    return "indent"
