"""YAML as staff mean it: every value a string, every value and key with its line, every fault a finding.

PyYAML's ready-made loaders turn 10:30 into 630, `no` into False and let the last of two equal keys win in
silence. So its parser's events are read here directly. Anchors, aliases, tags and merge keys are refused,
which also makes it impossible that a small file unfolds into a huge one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml
from yaml import CSafeLoader

from bot.content.findings import Finding
from bot.content.yaml_faults import explain

Value: TypeAlias = "str | list[Value] | dict[str, Value]"
Path: TypeAlias = "tuple[str | int, ...]"

MAX_BYTES = 400_000
MAX_DEPTH = 10
# Control characters, line breaks no editor counts, and marks that the renderer sets or Telegram strips.
_INVISIBLE = re.compile(
    "[^\t\n\r\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028-\u202e\u2066-\u2069\ufeff]"
)
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Document:
    """One file: `value` is None where nothing could be read; lines count from 1."""

    file: str
    value: Value | None
    source: tuple[str, ...] = ()
    lines: dict[Path, int] = field(default_factory=dict)
    keys: dict[Path, int] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def finding(self, kind: str, path: Path = (), *, at_key: bool = False, **details: object) -> Finding:
        """A fault at `path`, or at its nearest parent that stands in the file."""
        table = self.keys if at_key else self.lines
        while path and path not in table:
            path = path[:-1]
        return finding_at(self.file, table.get(path, 1), kind, self.source, **details)

    def finding_at_words(self, kind: str, path: Path, words: str, **details: object) -> Finding:
        """A finding at the line in which `words` of the text at `path` begin."""
        first = self.lines[path]
        after = min((line for line in {*self.lines.values(), *self.keys.values()} if line > first), default=0)
        text = self.source[first - 1 : after - 1 if after else None]
        begin = " ".join(words.split()[:3])  # a folded text breaks its lines elsewhere
        line = next((number for number, line in enumerate(text, first) if begin in line), first)
        return finding_at(self.file, line, kind, self.source, **details)


def finding_at(file: str, line: int, kind: str, source: tuple[str, ...], **details: object) -> Finding:
    """A fault in a given line; a line past the end means the last one."""
    line = min(line, max(len(source), 1))
    return Finding(file, line, kind, details, source[line - 1].strip() if source else "")


def read(data: bytes, file: str) -> Document:
    """The content of one file; never raises. `file` is the name that findings show."""
    if len(data) > MAX_BYTES:
        return _refused(file, "too-big", limit=MAX_BYTES // 1000)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or data.count(0) * 4 > len(data):  # UTF-16, UTF-32
        return _refused(file, "encoding")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = len(_LINE_BREAK.findall(data[: error.start].decode())) + 1
        readable = data.decode("latin-1", "replace")
        return _refused(file, "encoding", line, tuple(_LINE_BREAK.split(readable)))
    return _read_text(text, file)


def _refused(
    file: str, kind: str, line: int = 1, source: tuple[str, ...] = (), **details: object
) -> Document:
    return Document(file, None, source, findings=(finding_at(file, line, kind, source, **details),))


def _read_text(text: str, file: str) -> Document:
    byte_order_mark = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    source = tuple(_LINE_BREAK.split(text))
    found = [finding_at(file, 1, "byte-order-mark", source)] if byte_order_mark else []
    hidden = [
        finding_at(file, number, "invisible", source, code=f"U+{ord(match[0]):04X}", column=match.start() + 1)
        for number, line in enumerate(source, 1)
        if (match := _INVISIBLE.search(line))
    ]
    if hidden:
        return Document(file, None, source, findings=(*found, *hidden))
    reader = _Reader(text, file, source, found)
    value = reader.document()
    return Document(file, value, source, reader.lines, reader.keys, tuple(found))


class _Reader:
    """Walks the parser's events of one document and notes where everything stands."""

    def __init__(self, text: str, file: str, source: tuple[str, ...], found: list[Finding]) -> None:
        self.loader = CSafeLoader(text)
        self.file, self.source, self.found = file, source, found
        self.noted = {finding.line for finding in found}
        self.lines: dict[Path, int] = {}
        self.keys: dict[Path, int] = {}

    def document(self) -> Value | None:
        """The only document of the stream, or None and a finding why not."""
        try:
            return self._document()
        except yaml.YAMLError as error:
            for kind, line in explain(error, self.source):
                self._note(kind, line)
        except _GiveUpError:
            pass
        finally:
            self.loader.dispose()
        return None

    def _document(self) -> Value | None:
        self._next()
        if self.loader.check_event(yaml.StreamEndEvent):
            self._note("empty-file", 1)
            return None
        self._next()
        value = self._value((), self._next_line())
        self._next()
        if not self.loader.check_event(yaml.StreamEndEvent):
            self._note("second-document", self._next_line())
        if not value and not self.found:
            self._note("empty-file", 1)
        return value or None

    def _value(self, path: Path, key_line: int) -> Value:
        event = self._next()
        line = event.start_mark.line + 1
        self._refuse_references(event, line)
        self.lines[path] = key_line
        if len(path) > MAX_DEPTH:
            self._note("nested", line)
            raise _GiveUpError
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.AliasEvent) or not event.value:
            return ""
        self.lines[path] = line
        return str(event.value)

    def _mapping(self, path: Path) -> Value:
        entries: dict[str, Value] = {}
        while not self.loader.check_event(yaml.MappingEndEvent):
            key, line = self._key()
            if key in entries:
                self._note("twice", line, key=key, other=self.keys[*path, key])
                self._value((*path, line), line)  # read over it; the first one stands
            else:
                self.keys[*path, key] = line
                entries[key] = self._value((*path, key), line)
        self._next()
        return entries

    def _key(self) -> tuple[str, int]:
        event = self._next()
        line = event.start_mark.line + 1
        self._refuse_references(event, line)
        if not isinstance(event, yaml.ScalarEvent):
            self._note("key", line)
            raise _GiveUpError
        if event.value == "<<":
            self._note("merge", line)
        return str(event.value), line

    def _sequence(self, path: Path) -> Value:
        entries: list[Value] = []
        while not self.loader.check_event(yaml.SequenceEndEvent):
            entries.append(self._value((*path, len(entries)), self._next_line()))
        self._next()
        return entries

    def _refuse_references(self, event: Any, line: int) -> None:  # noqa: ANN401  see _next
        if isinstance(event, yaml.AliasEvent):
            self._note("alias", line)
        elif event.anchor:
            self._note("anchor", line)
        elif event.tag:
            self._note("tag", line)

    def _next(self) -> Any:  # noqa: ANN401  the stubs leave out what an event carries
        return self.loader.get_event()

    def _next_line(self) -> int:
        event: Any = self.loader.peek_event()
        return int(event.start_mark.line) + 1

    def _note(self, kind: str, line: int, **details: object) -> None:
        if line not in self.noted:  # what follows from a fault is not a second one
            self.noted.add(line)
            self.found.append(finding_at(self.file, line, kind, self.source, **details))


class _GiveUpError(Exception):
    """The rest of the document cannot be read; the finding is noted."""
