"""Where a draft goes: into the file that holds its German text, and its state into `states.yaml`."""

from __future__ import annotations

from contextlib import suppress
from functools import reduce
from typing import TYPE_CHECKING, Any, cast

from bot.content.check import report
from bot.content.schema import AppointmentRules, ContactsFile, MeetupsFile, PlacesFile, TopicFile
from bot.content.selection import TOPICS, Documents
from bot.content.states import LISTS, Entry, drafted
from bot.content.states_file import record
from bot.content.text_faults import findings_in_texts
from bot.content.validation import validated
from bot.content.writing import WritingError, replace_file, with_texts
from bot.content.yaml_lines import read
from bot.translation.engines import TranslationError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pydantic import BaseModel

    from bot.content.findings import Finding
    from bot.content.yaml_lines import Document
    from bot.content.yaml_lines import Path as Place
    from bot.translation.drafting import Job

_CLASSES: dict[str, type[BaseModel]] = {
    "contacts.yaml": ContactsFile,
    "places.yaml": PlacesFile,
    "meetups.yaml": MeetupsFile,
    "appointments.yaml": AppointmentRules,
}
_CHANGED = "Der deutsche Text hat sich inzwischen geändert. Bitte starten Sie den Befehl noch einmal."


class Saver:
    """Saves drafts into the content folder; `order` is that of all entries, for `states.yaml`."""

    def __init__(self, folder: Path, order: Sequence[str]) -> None:
        self._folder, self._order = folder, order

    def __call__(self, job: Job, texts: Mapping[str, str]) -> None:
        """Store a draft and its state. Raises TranslationError; then the files are as they were.

        The text goes first: after a power failure in between the draft counts as written by hand.
        """
        path = self._folder / _file(job.entry)
        try:
            replace_file(path, _edited(path, job, texts))
            state = drafted(_with(job, texts), job.language)
            record(self._folder, {job.entry.key: {job.language: state}}, self._order)
        except WritingError as error:
            raise TranslationError(str(error)) from None
        except OSError as error:
            raise TranslationError(f"{path} lässt sich nicht ändern ({error.strerror})") from None


def _file(entry: Entry) -> str:
    return f"{entry.key}.yaml" if entry.group == TOPICS else LISTS[entry.group][0]


def _edited(path: Path, job: Job, texts: Mapping[str, str]) -> bytes:
    """The file with the texts, if it still says the German that was translated, and stays without faults."""
    data, file = path.read_bytes(), path.as_posix()
    document = read(data, file)
    if document.value is None:
        raise WritingError(report(document.findings))
    where = _place(document, job.entry)
    places = {name: (*where, *_steps(name)) for name in texts}
    for name, place in places.items():
        if _at(document, (*place, "de")).strip() != job.entry.texts[name]["de"]:
            raise WritingError(f"{file}:{document.lines.get(place, 1)}: {_CHANGED}")
    edited = with_texts(data, file, {places[name]: said for name, said in texts.items()}, job.language)
    for finding in _faults(read(edited, file), _file(job.entry)):
        raise WritingError(finding.sentence())
    return edited


def _faults(document: Document, name: str) -> list[Finding]:
    """What a translation may do wrong: too long for a button or a message, a link that is not safe."""
    _, found = validated(document, _CLASSES.get(name, TopicFile))
    alone = Documents({}, {name: document}) if name in _CLASSES else Documents({name: document}, {})
    return [*found, *findings_in_texts(alone)]


def _place(document: Document, entry: Entry) -> Place:
    """Where the entry stands in its file."""
    if entry.group == TOPICS:
        return ()
    name, wanted = LISTS[entry.group][1], entry.key.partition("/")[2]
    rows: Any = _at(document, (name,), default=[])
    for number, row in enumerate(rows):
        if row.get("id") == wanted:
            return (name, number)
    raise WritingError(f"{document.file}:1: {_CHANGED}")


def _steps(name: str) -> list[str | int]:
    """`links.0.title` as the steps of a place."""
    return [int(step) if step.isdecimal() else step for step in name.split(".")]


def _at(document: Document, place: Place, default: Any = "") -> Any:  # noqa: ANN401  what YAML may hold
    with suppress(KeyError, IndexError, TypeError):
        return reduce(lambda inner, step: inner[step], place, cast("Any", document.value))
    return default


def _with(job: Job, texts: Mapping[str, str]) -> Entry:
    added = {
        name: {**said, job.language: texts[name]} for name, said in job.entry.texts.items() if name in texts
    }
    return Entry(job.entry.key, {**job.entry.texts, **added})
