"""The content folder: all of it read and checked, and served only when it is free of faults."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.findings import Finding
from bot.content.references import findings_across
from bot.content.schema import (
    AppointmentRules,
    ContactsFile,
    Content,
    MeetupsFile,
    PlacesFile,
    TopicFile,
)
from bot.content.validation import validated
from bot.content.yaml_lines import MAX_BYTES, Document, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

EMERGENCY = "emergency"  # the one topic that must not be missing
# Every file beside the topics, and the line a new one starts with.
FILES = {
    "appointments.yaml": "minutes: 30",
    "contacts.yaml": "first: integration-management",
    "meetups.yaml": "meetups: []",
    "places.yaml": "places: []",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    """`content` is None as soon as there is a finding; findings stand in the order of files and lines."""

    content: Content | None
    findings: tuple[Finding, ...]


def load(directory: Path) -> Loaded:
    """Read the folder; never raises. Findings name the files as `directory` was given."""
    try:
        inside, topic_paths = _yaml_paths(directory), _yaml_paths(directory / "topics")
        if not directory.is_dir():
            return Loaded(None, (Finding(_shown(directory), 1, "no-folder"),))
    except OSError as error:
        return Loaded(None, (_unreadable(directory, error),))
    names = [*_unknown_names(inside, topic_paths), *_no_topics(directory, topic_paths)]
    topic_paths = [path for path in topic_paths if path.suffix == ".yaml"]
    data = {path: _bytes(path) for path in (*(directory / name for name in FILES), *topic_paths)}
    documents = {path: _document(path, content) for path, content in data.items()}
    files = {name: documents[directory / name] for name in FILES}
    topics = {path.stem: documents[path] for path in topic_paths}
    content, faults = _content(files, topics, _version(directory, data))
    unreadable = [finding for document in documents.values() for finding in document.findings]
    known = {(finding.file, finding.line) for finding in unreadable}
    faults = [fault for fault in faults if (fault.file, fault.line) not in known]
    found = sorted([*names, *unreadable, *faults], key=lambda finding: (finding.file, finding.line))
    return Loaded(None if found else content, tuple(found))


def _yaml_paths(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in {".yaml", ".yml"})


def _shown(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode(errors="replace")


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding(_shown(path), 1, "unreadable", {"reason": error.strerror})


def _unknown_names(inside: list[Path], topics: list[Path]) -> list[Finding]:
    found = [
        Finding(_shown(path), 1, "file-name", {"value": path.name, "allowed": tuple(FILES)})
        for path in inside
        if path.name not in FILES
    ]
    return found + [
        Finding(_shown(path), 1, "file-name", {"value": path.name, "suggestion": f"{path.stem}.yaml"})
        for path in topics
        if path.suffix != ".yaml"
    ]


def _no_topics(directory: Path, topics: list[Path]) -> list[Finding]:
    if not topics:
        return [Finding(_shown(directory / "topics"), 1, "no-topics")]
    if any(path.stem == EMERGENCY for path in topics):
        return []
    return [Finding(_shown(directory / "topics" / f"{EMERGENCY}.yaml"), 1, "no-emergency")]


def _bytes(path: Path) -> bytes | Finding:
    """At most one byte more than a content file may have, or why there are none."""
    try:
        if path.exists() and not path.is_file():
            return Finding(_shown(path), 1, "no-regular-file")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        if first := FILES.get(path.name):
            return Finding(_shown(path), 1, "no-file", {"first": first})
        return _unreadable(path, error)
    except OSError as error:
        return _unreadable(path, error)


def _document(path: Path, data: bytes | Finding) -> Document:
    if isinstance(data, Finding):
        return Document(data.file, None, findings=(data,))
    return read(data, _shown(path))


def _version(directory: Path, data: Mapping[Path, bytes | Finding]) -> str:
    """SHA-256 over names and bytes of all files, in the order of their names."""
    version = hashlib.sha256()
    for path, content in sorted(data.items()):
        if isinstance(content, bytes):
            version.update(b"%s\0%d\0%s" % (os.fsencode(path.relative_to(directory)), len(content), content))
    return version.hexdigest()


def _content(
    files: Mapping[str, Document], topics: Mapping[str, Document], version: str
) -> tuple[Content | None, list[Finding]]:
    rules, wrong_rules = validated(files["appointments.yaml"], AppointmentRules)
    contacts, wrong_contacts = validated(files["contacts.yaml"], ContactsFile)
    meetups, wrong_meetups = validated(files["meetups.yaml"], MeetupsFile)
    places, wrong_places = validated(files["places.yaml"], PlacesFile)
    read_topics = [validated(document, TopicFile) for document in topics.values()]
    found = [*wrong_rules, *wrong_contacts, *wrong_meetups, *wrong_places]
    found += [finding for _, wrong in read_topics for finding in wrong]
    found += findings_across(topics, files)
    if not (rules and contacts and meetups and places) or found:
        return None, found
    content = Content(
        version=version,
        topics={topic.id: topic for topic, _ in read_topics if topic},
        contacts={contact.id: contact for contact in contacts.contacts},
        places={place.id: place for place in places.places},
        meetups={meetup.id: meetup for meetup in meetups.meetups},
        appointments=rules,
        first_contact=contacts.first,
    )
    return content, []
