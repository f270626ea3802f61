"""Faults that show only when files are seen together: dead references, ids used twice, equal questions.

They are looked for in what was read, not in what is valid, so that one run names all faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.journeys import JOURNEYS
from nlu.normalise import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.content.findings import Finding
    from bot.content.yaml_lines import Document, Path, Value

ANY = "*"
TOPICS = "topics"

# what is referred to: the file and the path of its ids
_DEFINED = {
    "contact": ("contacts.yaml", ("contacts", ANY, "id")),
    "place": ("places.yaml", ("places", ANY, "id")),
    "meetup": ("meetups.yaml", ("meetups", ANY, "id")),
}
# where it is referred to
_REFERENCES = (
    (TOPICS, ("contacts", ANY), "contact"),
    (TOPICS, ("places", ANY), "place"),
    (TOPICS, ("meetups", ANY), "meetup"),
    (TOPICS, ("buttons", ANY), "button"),
    ("contacts.yaml", ("first",), "contact"),
    ("contacts.yaml", ("contacts", ANY, "place"), "place"),
    ("meetups.yaml", ("meetups", ANY, "place"), "place"),
    ("appointments.yaml", ("place",), "place"),
    ("appointments.yaml", ("contact",), "contact"),
)
_UNIQUE = (
    *_DEFINED.values(),
    ("appointments.yaml", ("subjects", ANY, "id")),
    ("appointments.yaml", ("advisers", ANY, "id")),
)


def findings_across(topics: Mapping[str, Document], files: Mapping[str, Document]) -> list[Finding]:
    """Findings over all documents; `topics` by file stem, `files` by file name."""
    return [
        *_wrong_topic_ids(topics),
        *_ids_twice(files),
        *_dead_references(topics, files),
        *_equal_questions(topics.values()),
        *_unreachable_first_contact(files["contacts.yaml"]),
    ]


def _wrong_topic_ids(topics: Mapping[str, Document]) -> Iterator[Finding]:
    for stem, document in topics.items():
        for path, value in _select(document.value, ("id",)):
            if value and value != stem:
                yield document.finding("id-file", path, value=value, expected=stem)


def _ids_twice(files: Mapping[str, Document]) -> Iterator[Finding]:
    for name, pattern in _UNIQUE:
        seen: dict[str, int] = {}
        for path, value in _select(files[name].value, pattern):
            line = files[name].lines[path]
            if value and seen.setdefault(value, line) != line:
                yield files[name].finding("id-twice", path, value=value, other=seen[value])


def _dead_references(topics: Mapping[str, Document], files: Mapping[str, Document]) -> Iterator[Finding]:
    known = {"button": (*topics, *JOURNEYS)} | {
        kind: tuple(dict.fromkeys(value for _, value in _select(files[name].value, pattern)))
        for kind, (name, pattern) in _DEFINED.items()
        if _has(files[name], pattern[0])  # without its list every reference would look dead
    }
    for place, pattern, kind in _REFERENCES:
        documents: Iterable[Document] = topics.values() if place == TOPICS else [files[place]]
        for document in documents:
            for path, value in _select(document.value, pattern):
                if value and kind in known and value not in known[kind]:
                    yield document.finding(f"no-{kind}", path, value=value, allowed=known[kind])


def _has(document: Document, key: str) -> bool:
    return isinstance(document.value, dict) and isinstance(document.value.get(key), list)


def _equal_questions(topics: Iterable[Document]) -> Iterator[Finding]:
    seen: dict[str, tuple[Document, Path]] = {}
    for document in topics:
        for path, value in _select(document.value, ("examples", ANY, ANY)):
            first, place = seen.setdefault(bare(value), (document, path))
            if first is not document and value:
                where = f"{first.file}:{first.lines[place]}"
                yield document.finding("example-twice", path, value=value, where=where)


def _unreachable_first_contact(contacts: Document) -> Iterator[Finding]:
    first = next((value for _, value in _select(contacts.value, ("first",))), None)
    for path, value in _select(contacts.value, ("contacts", ANY, "id")):
        ways = (_select(contacts.value, (*path[:-1], way)) for way in ("phone", "mail"))
        if value == first and not any(text for way in ways for _, text in way):
            yield contacts.finding("first-unreachable", path, value=value)


def _select(value: Value | None, pattern: Sequence[str | int], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string whose path fits `pattern`, in which ANY stands for any key or index."""
    if not pattern:
        if isinstance(value, str):
            yield path, value
        return
    step, rest = pattern[0], pattern[1:]
    entries: Iterable[tuple[str | int, Value]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, inner in entries:
        if step in (ANY, key):
            yield from _select(inner, rest, (*path, key))
