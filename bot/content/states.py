"""How far each text is: missing, draft, reviewed, or outdated because the German text has changed since.

Told by fingerprints, never by when a file was saved: a state remembers which German text was translated and
what the translation itself said. A translation that was rewritten by hand is a draft of today's German text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.content.schema import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from bot.content.schema import Content, Topic

    Texts = Mapping[str, str]


# By group of entries that are rows of a list: the file, and the list.
LISTS = {
    "contacts": ("contacts.yaml", "contacts"),
    "places": ("places.yaml", "places"),
    "meetups": ("meetups.yaml", "meetups"),
    "appointments": ("appointments.yaml", "subjects"),
    "authorities": ("appointments.yaml", "authorities"),
}


class Stage(StrEnum):
    """The states of a text. For German, `DRAFT` means that nobody has checked it since its last change."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    OUTDATED = "outdated"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is translated and reviewed as one: `key` (`topics/work`), and its texts by field and language."""

    key: str
    texts: Mapping[str, Texts]

    @property
    def group(self) -> str:
        """What it belongs to: `topics`, or one of `LISTS`."""
        return self.key.partition("/")[0]

    @property
    def name(self) -> str:
        """What staff call it: a topic by its id alone, anything else by its key."""
        return self.key.removeprefix("topics/")

    def missing(self, language: str) -> tuple[str, ...]:
        """The fields that have no text in a language."""
        return tuple(field for field, texts in self.texts.items() if language not in texts)

    def only(self, fields: Iterable[str]) -> Entry:
        """The entry as it would be with these fields alone."""
        kept = set(fields)
        return Entry(self.key, {field: texts for field, texts in self.texts.items() if field in kept})

    def fingerprint(self, language: str) -> str | None:
        """Eight hexadecimal digits of what the entry says in a language; None where a text is missing."""
        if any(language not in texts for texts in self.texts.values()):
            return None
        said = "\0".join(_plain(texts[language]) for texts in self.texts.values())
        return sha256(said.encode()).hexdigest()[:8]

    def stage(self, language: str, state: State | None) -> Stage:
        """The stage in a language, given what is known of it."""
        text = self.fingerprint(language)
        if text is None:
            return Stage.MISSING
        if state is None or state.text != text:
            return Stage.DRAFT
        if state.of != self.fingerprint("de"):
            return Stage.OUTDATED
        return Stage.REVIEWED if state.reviewed else Stage.DRAFT


def follows(entry: Entry, language: str, state: State | None) -> bool:
    """Whether what there is in a language says today's German, as far as anybody knows.

    A new German field (`more`) leaves the other fields right, so only those that are there are compared.
    """
    if state is None:
        return True
    present = entry.only(set(entry.texts) - set(entry.missing(language)))
    return state.text != present.fingerprint(language) or state.of == present.fingerprint("de")


def drafted(entry: Entry, language: str) -> State:
    """The state of a complete text that says today's German and was read by nobody. Raises ValueError."""
    of, text = entry.fingerprint("de"), entry.fingerprint(language)
    if of is None or text is None:
        raise ValueError(f"{entry.key} has no complete text in {language}")
    return State(of=of, text=text)


def checked(entry: Entry, language: str, day: date, by: str) -> State:
    """The state of a text that `by` has found right on `day`. Raises ValueError if it is incomplete."""
    return drafted(entry, language).model_copy(update={"reviewed": day, "by": by})


def entries(content: Content) -> dict[str, Entry]:
    """Everything that has words in several languages, by key, in the order of the files."""
    return {entry.key: entry for entry in _entries(content)}


def topic_entry(topic: Topic) -> Entry:
    """A topic's title, answer, what stands behind "more", and the names of its links."""
    texts = {"title": topic.title, "answer": topic.answer} | ({"more": topic.more} if topic.more else {})
    links = {f"links.{number}.title": link.title for number, link in enumerate(topic.links)}
    return Entry(f"topics/{topic.id}", texts | links)


def state_of(content: Content, key: str, language: str) -> State | None:
    """What is known of an entry in a language."""
    return content.states.get(key, {}).get(language)


def _entries(content: Content) -> Iterator[Entry]:
    for topic in content.topics.values():
        yield topic_entry(topic)
    for contact in content.contacts.values():
        if contact.role:
            yield Entry(f"contacts/{contact.id}", {"role": contact.role})
    for place in content.places.values():
        yield Entry(f"places/{place.id}", {"name": place.name})
    for meetup in content.meetups.values():
        if meetup.about:
            yield Entry(f"meetups/{meetup.id}", {"about": meetup.about})
    for subject in content.appointments.subjects:
        bring = {"bring": subject.bring} if subject.bring else {}
        yield Entry(f"appointments/{subject.id}", {"title": subject.title} | bring)
    for authority in content.appointments.authorities:
        yield Entry(f"authorities/{authority.id}", {"title": authority.title})


def _plain(text: str) -> str:
    """Without what an editor changes by itself: line breaks, indentation, composed letters."""
    return " ".join(unicodedata.normalize("NFC", text).split())
