"""Faults that show only when files are seen together: dead references, ids used twice, equal questions.

They are looked for in what was read, not in what is valid, so that one run names all faults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.journeys import JOURNEYS
from bot.content.selection import ANY, TOPICS, Documents, select
from nlu.normalise import bare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.content.findings import Finding
    from bot.content.yaml_lines import Document, Path

EMERGENCY = "emergency"  # the one topic that must not be missing
RESERVED = (*JOURNEYS, "out-of-scope")  # what the recogniser calls by these names is no topic

# what is referred to: the file and the path of its ids
_DEFINED = {
    "contact": ("contacts.yaml", ("contacts", ANY, "id")),
    "place": ("places.yaml", ("places", ANY, "id")),
    "meetup": ("meetups.yaml", ("meetups", ANY, "id")),
    "room": ("appointments.yaml", ("rooms", ANY, "id")),
    "adviser": ("appointments.yaml", ("advisers", ANY, "id")),
}
# where it is referred to
REFERENCES = (
    (TOPICS, ("contacts", ANY), "contact"),
    (TOPICS, ("places", ANY), "place"),
    (TOPICS, ("meetups", ANY), "meetup"),
    (TOPICS, ("buttons", ANY), "button"),
    ("contacts.yaml", ("first",), "contact"),
    ("contacts.yaml", ("contacts", ANY, "place"), "place"),
    ("meetups.yaml", ("meetups", ANY, "place"), "place"),
    ("meetups.yaml", ("meetups", ANY, "moved", ANY, "place"), "place"),
    ("meetups.yaml", ("meetups", ANY, "extra", ANY, "place"), "place"),
    ("appointments.yaml", ("place",), "place"),
    ("appointments.yaml", ("contact",), "contact"),
    ("appointments.yaml", ("subjects", ANY, "advisers", ANY), "adviser"),
    ("appointments.yaml", ("advisers", ANY, "room"), "room"),
)
_UNIQUE = (
    *_DEFINED.values(),
    ("appointments.yaml", ("subjects", ANY, "id")),
    ("appointments.yaml", ("authorities", ANY, "id")),
)


def findings_across(documents: Documents) -> list[Finding]:
    """Findings over all documents."""
    return [
        *_wrong_topic_ids(documents),
        *_no_help_in_danger(documents),
        *_ids_twice(documents),
        *_dead_references(documents),
        *_equal_questions(documents.topics.values()),
        *_unreachable_first_contact(documents.files["contacts.yaml"]),
    ]


def _wrong_topic_ids(documents: Documents) -> Iterator[Finding]:
    for stem, document in documents.topics.items():
        for path, value in select(document.value, ("id",)):
            if value and value != stem:
                yield document.finding("id-file", path, value=value, expected=stem)
            elif value in RESERVED:
                yield document.finding("id-reserved", path, value=value)


def _no_help_in_danger(documents: Documents) -> Iterator[Finding]:
    if document := documents.topics.get(EMERGENCY):
        for path, value in select(document.value, ("example",)):
            if is_yes(value):
                yield document.finding("emergency-example", path)


def is_yes(value: str) -> bool:
    """Whether a field of yes or no says yes, by pydantic's words for it."""
    return value.lower() in {"true", "t", "yes", "y", "on", "1"}


def _ids_twice(documents: Documents) -> Iterator[Finding]:
    for name, pattern in _UNIQUE:
        seen: dict[str, int] = {}
        for document, path, value in documents.select(name, pattern):
            line = document.lines[path]
            if value and seen.setdefault(value, line) != line:
                yield document.finding("id-twice", path, value=value, other=seen[value])


def _dead_references(documents: Documents) -> Iterator[Finding]:
    known = {"button": (*documents.topics, *JOURNEYS)} | {
        kind: tuple(dict.fromkeys(value for _, _, value in documents.select(name, pattern)))
        for kind, (name, pattern) in _DEFINED.items()
        if _has(documents.files[name], pattern[0])  # without its list every reference would look dead
    }
    for place, pattern, kind in REFERENCES:
        for document, path, value in documents.select(place, pattern):
            if value and kind in known and value not in known[kind]:
                yield document.finding(f"no-{kind}", path, value=value, allowed=known[kind])


def _has(document: Document, key: str) -> bool:
    return isinstance(document.value, dict) and isinstance(document.value.get(key), list)


def _equal_questions(topics: Iterable[Document]) -> Iterator[Finding]:
    """The same words in two topics, in whichever languages: nobody could tell what they ask for."""
    seen: dict[str, tuple[Document, Path]] = {}
    for document in topics:
        for path, value in select(document.value, ("examples", ANY, ANY)):
            if not (words := bare(value)):
                continue
            first, place = seen.setdefault(words, (document, path))
            if first is not document:
                where = f"{first.file}:{first.lines[place]}"
                yield document.finding("example-twice", path, value=value, where=where)


def _unreachable_first_contact(contacts: Document) -> Iterator[Finding]:
    first = next((value for _, value in select(contacts.value, ("first",))), None)
    for path, value in select(contacts.value, ("contacts", ANY, "id")):
        ways = (select(contacts.value, (*path[:-1], way)) for way in ("phone", "mail"))
        if value == first and not any(text for way in ways for _, text in way):
            yield contacts.finding("first-unreachable", path, value=value)
