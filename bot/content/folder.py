"""The files of a content folder as documents, and what is wrong with the files themselves."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from bot.content.findings import Finding
from bot.content.references import EMERGENCY
from bot.content.selection import Documents
from bot.content.yaml_lines import MAX_BYTES, Document, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Every file beside the topics, and the line a new one starts with.
FILES = {
    "appointments.yaml": "minutes: 30",
    "contacts.yaml": "first: integration-management",
    "meetups.yaml": "meetups: []",
    "places.yaml": "places: []",
}
STATES = "states.yaml"  # written by the program once somebody has reviewed a text


class Folder(NamedTuple):
    """What was read, a hash of all of it, and what is wrong with names and files."""

    documents: Documents
    version: str
    findings: list[Finding]


def read_folder(directory: Path) -> Folder | Finding:
    """Read all files; the finding if there is no folder to read. Findings name files as `directory` does."""
    try:
        inside, topics = _yaml_paths(directory), _yaml_paths(directory / "topics")
        if not directory.is_dir():
            return Finding(_shown(directory), 1, "no-folder")
    except OSError as error:
        return _unreadable(directory, error)
    names = [*_unknown_names(inside, topics), *_no_topics(directory, topics)]
    topics = [path for path in topics if path.suffix == ".yaml"]
    files = [directory / name for name in FILES] + [path for path in inside if path.name == STATES]
    data = {path: _bytes(path) for path in (*files, *topics)}
    documents = {path: _document(path, content) for path, content in data.items()}
    unreadable = [finding for document in documents.values() for finding in document.findings]
    read_files = {path.name: documents[path] for path in files}
    both = Documents({path.stem: documents[path] for path in topics}, read_files)
    return Folder(both, _version(directory, data), [*names, *unreadable])


def _yaml_paths(folder: Path) -> list[Path]:
    """Hidden files are no content: editors and file servers leave them beside the real ones."""
    if not folder.is_dir():
        return []
    shown = (path for path in folder.iterdir() if not path.name.startswith("."))
    return sorted(path for path in shown if path.suffix.lower() in {".yaml", ".yml"})


def _shown(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode(errors="replace")


def _unreadable(path: Path, error: OSError) -> Finding:
    return Finding(_shown(path), 1, "unreadable", {"reason": error.strerror})


def _unknown_names(inside: list[Path], topics: list[Path]) -> list[Finding]:
    found = [
        Finding(_shown(path), 1, "file-name", {"value": path.name, "allowed": tuple(FILES)})
        for path in inside
        if path.name not in (*FILES, STATES)
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
