"""Write a translation into a content file, and leave every other byte of the file as staff have written it.

ruamel.yaml renders the new entry, and it is put between the lines that are there. A round trip of the whole
file (load, change, dump) keeps comments too, but not their places: a new language would land behind the
comment of the next field, lists would be indented anew and long lines put together (tried with 0.19).

Nothing is written unless both versions, read by `yaml_lines`, differ in the intended texts alone.
"""

from __future__ import annotations

import io
import os
import re
import shutil
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import LiteralScalarString

from bot.content.check import report
from bot.content.yaml_lines import read
from bot.errors import ZuhauseError
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.content.yaml_lines import Path as Place
    from bot.content.yaml_lines import Value

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*(?P<comment>[ \t]+#[^\r\n]*)?")


class WritingError(ZuhauseError):
    """The file was left as it is; the text is a sentence for staff, with file and line."""


def with_texts(data: bytes, file: str, texts: Mapping[Place, str], language: str) -> bytes:
    """The file with the texts in it. Raises WritingError if anything else would change, or it has faults."""
    before = read(data, file)
    if before.value is None:
        raise WritingError(report(before.findings))
    changed = reduce(lambda text, place: _spliced(text, place, language, texts[place]), texts, data.decode())
    after = read(changed.encode(), file)
    if not _differs_only(before.value, after.value, texts, language):
        line = max(before.lines.get(place, 1) for place in texts)
        raise WritingError(
            f"{file}:{line}: Hier lässt sich der Text nicht eintragen, ohne etwas anderes zu ändern. Bitte "
            f"tragen Sie ihn von Hand ein: {BY_CODE[language].german_name} ({language})."
        )
    return changed.encode()


def replace_file(path: Path, data: bytes) -> None:
    """Write the whole file, or nothing and raise WritingError. Mode and links stay."""
    real = path.resolve()
    fresh = real.with_name(f".{real.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileNotFoundError):
            shutil.copymode(real, fresh)
        fresh.replace(real)
    except OSError as error:
        raise WritingError(f"{path}:1: Die Datei lässt sich nicht ändern ({error.strerror}).") from None
    finally:
        with suppress(OSError):  # nothing was written where nothing may be
            fresh.unlink()


@dataclass(frozen=True, slots=True)
class _Text:
    """The source, in which a place is a line and a column, both from 0."""

    source: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> _Text:
        return cls(source, tuple(match.start() for match in _LINE.finditer(source)))

    def index(self, mark: Any) -> int:  # noqa: ANN401  the stubs do not know the C parser's marks
        return min(self.starts[int(mark.line)] + int(mark.column), len(self.source))

    def end_of_line(self, index: int) -> int:
        return index + len(re.split(r"[\r\n]", self.source[index:], maxsplit=1)[0])

    def end_of(self, node: yaml.Node) -> int:
        """Where a value ends, without the blank lines and comments behind it."""
        start, end = self.index(node.start_mark), self.index(node.end_mark)
        return start + len(self.source[start:end].rstrip())


def _spliced(source: str, place: Place, language: str, said: str) -> str:
    """The source with one text in it, in the place of the former one or behind the language before it."""
    text, entries, flow = _Text.of(source), *_entries(source, place)
    literal = not flow and ("\n" in said or any(value.style in {"|", ">"} for _, value in entries.values()))
    lines = _rendered(language, said, literal=literal, flow=flow)
    if language in entries:
        key, value = entries[language]
        start, end = text.index(key.start_mark), text.end_of(value)
        comment, end = ("", end) if flow else _comment(text, value, end)
        lines[0] += comment
        return source[:start] + _indented(lines, key.start_mark.column, source) + source[end:]
    key, value = entries[_before(language, list(entries))]
    end = text.end_of(value)
    if flow:
        return f"{source[:end]}, {lines[0]}{source[end:]}"
    if value.style not in {"|", ">"}:
        end = text.end_of_line(end)
    column = key.start_mark.column
    return source[:end] + _indented(["", *lines], column, source) + source[end:]


def _entries(source: str, place: Place) -> tuple[dict[str, tuple[Any, Any]], bool]:
    """The key and value nodes by language of the mapping at `place`, and whether it stands in braces."""
    node: Any = yaml.compose(source, Loader=yaml.CSafeLoader)
    for step in place:
        node = node.value[step] if isinstance(step, int) else dict(_pairs(node))[step]
    return {key.value: (key, value) for key, value in node.value}, bool(node.flow_style)


def _pairs(node: Any) -> list[tuple[str, Any]]:  # noqa: ANN401  see _entries
    return [(key.value, value) for key, value in node.value]


def _before(language: str, present: list[str]) -> str:
    """The language behind which a new one goes, in the order of the table."""
    table = list(BY_CODE)
    earlier = [code for code in present if table.index(code) < table.index(language)]
    return max(earlier, key=table.index, default=present[-1])


def _rendered(language: str, said: str, *, literal: bool, flow: bool) -> list[str]:
    entry = CommentedMap({language: LiteralScalarString(f"{said}\n") if literal else said})
    if flow:
        entry.fa.set_flow_style()
    writer, stream = YAML(), io.StringIO()
    writer.width = 1_000_000  # a text has no line breaks but its own
    writer.indent(mapping=2)
    writer.dump(entry, stream)
    rendered = stream.getvalue().rstrip("\n")
    return [rendered[1:-1]] if flow else rendered.split("\n")


def _indented(lines: list[str], column: int, source: str) -> str:
    newline = "\r\n" if "\r\n" in source else "\n"
    first, *rest = lines
    return newline.join([first, *(" " * column + line if line else "" for line in rest)])


def _comment(text: _Text, value: Any, end: int) -> tuple[str, int]:  # noqa: ANN401  see _entries
    """What stands behind the former value on its line, and where that ends."""
    if value.style in {"|", ">"}:
        header = _BLOCK_HEADER.match(text.source, text.index(value.start_mark))
        return (header["comment"] or "" if header else ""), end
    line_end = text.end_of_line(end)
    return text.source[end:line_end].rstrip(), line_end


def _differs_only(before: Value, after: Value | None, texts: Mapping[Place, str], language: str) -> bool:
    """Whether the file says the texts, and all else as before; a block adds a line break to its text."""
    expected: Any = deepcopy(before)
    for place, said in texts.items():
        written: Any = after
        with suppress(TypeError, KeyError, IndexError):
            written = reduce(lambda inner, step: inner[step], (*place, language), written)
        fits = isinstance(written, str) and written in (said, f"{said}\n")
        reduce(lambda inner, step: inner[step], place, expected)[language] = written if fits else said
    return bool(expected == after)
