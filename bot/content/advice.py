"""Advice beside the faults: what works now and will trouble readers or staff later. It stops nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.content.appointment_advice import advice_on_appointments
from bot.content.day_advice import advice_on_days
from bot.content.plain_language import advice_on_language
from bot.content.references import REFERENCES, is_yes
from bot.content.selection import ANY, TOPICS, select
from bot.content.states import LISTS
from bot.content.text_advice import advice_on_texts
from bot.content.yaml_lines import finding_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from bot.content.findings import Finding
    from bot.content.selection import Documents
    from bot.content.yaml_lines import Document, Path

_STATES = "states.yaml"


def advice(documents: Documents, today: date) -> Iterator[Finding]:
    """All advice, in no particular order; what is no valid entry is left to the faults."""
    yield from _schema_lines(documents)
    yield from _buttons_to_examples(documents)
    yield from _named_twice(documents)
    yield from _menu_twice(documents)
    yield from _dead_states(documents)
    yield from advice_on_days(documents, today)
    yield from advice_on_appointments(documents, today)
    yield from advice_on_texts(documents)
    yield from advice_on_language(documents)


def _schema_lines(documents: Documents) -> Iterator[Finding]:
    for name, document in documents.files.items():
        yield from _schema_line(document, name.removesuffix(".yaml"), "../")
    for document in documents.topics.values():
        yield from _schema_line(document, "topic", "../../")


def _schema_line(document: Document, name: str, upwards: str) -> Iterator[Finding]:
    """Wherever the schemas are kept: the line names the right one."""
    pattern = rf"# yaml-language-server: \$schema=(\S*/)?{name}\.schema\.json\s*"
    if document.source and not re.fullmatch(pattern, document.source[0]):
        expected = f"# yaml-language-server: $schema={upwards}docs/schema/{name}.schema.json"
        yield finding_at(document.file, 1, "schema-line", document.source, expected=expected)


def _buttons_to_examples(documents: Documents) -> Iterator[Finding]:
    examples = {
        stem
        for stem, document in documents.topics.items()
        if any(is_yes(value) for _, value in select(document.value, ("example",)))
    }
    for document, path, value in documents.select(TOPICS, ("buttons", ANY)):
        if value in examples:
            yield document.finding("example-button", path, value=value)


def _named_twice(documents: Documents) -> Iterator[Finding]:
    for place, pattern, _ in REFERENCES:
        seen: dict[tuple[str, Path, str], Path] = {}
        for document, path, value in documents.select(place, pattern):
            if pattern[-1] == ANY and value:
                former = seen.setdefault((document.file, path[:-1], value), path)
                if former != path:
                    yield document.finding("named-twice", path, value=value, other=document.lines[former])


def _menu_twice(documents: Documents) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for document, path, value in documents.select(TOPICS, ("menu",)):
        place = f"{document.file}:{document.lines[path]}"
        if value and seen.setdefault(value, place) != place:
            yield document.finding("menu-twice", path, value=value, where=seen[value])


def _dead_states(documents: Documents) -> Iterator[Finding]:
    known = {f"topics/{stem}" for stem in documents.topics} | {
        f"{group}/{value}"
        for group, (name, rows) in LISTS.items()
        for _, _, value in documents.select(name, (rows, ANY, "id"))
    }
    file = documents.files.get(_STATES)
    states = file.value.get("states") if file and isinstance(file.value, dict) else None
    if file and isinstance(states, dict):
        for key in states:
            if key not in known:
                yield file.finding("dead-state", ("states", key), at_key=True, value=key)
