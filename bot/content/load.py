"""The content folder: all of it read and checked, and served only when it is free of faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.content.day_faults import findings_in_days
from bot.content.findings import Finding
from bot.content.folder import STATES, read_folder
from bot.content.references import findings_across
from bot.content.schema import (
    AppointmentRules,
    ContactsFile,
    Content,
    MeetupsFile,
    PlacesFile,
    StatesFile,
    TopicFile,
)
from bot.content.text_faults import findings_in_texts
from bot.content.validation import validated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from bot.content.schema import Topic
    from bot.content.selection import Documents


@dataclass(frozen=True, slots=True)
class Loaded:
    """`content` is None as soon as there is a fault in `findings`; both lists stand in the order of lines."""

    content: Content | None
    findings: tuple[Finding, ...]
    advice: tuple[Finding, ...] = ()


def load(directory: Path, advice_on: date | None = None, *, with_examples: bool = False) -> Loaded:
    """Read the folder; never raises. Findings name the files as `directory` was given.

    Advice takes a while and is given only where `advice_on` says what day it is. `with_examples` is for staff
    who look at a topic that is not served yet.
    """
    folder = read_folder(directory)
    if isinstance(folder, Finding):
        return Loaded(None, (folder,))
    content, faults = _content(folder.documents, folder.version, with_examples=with_examples)
    known = {(finding.file, finding.line) for finding in folder.findings}
    faults = [fault for fault in faults if (fault.file, fault.line) not in known]
    found = _in_order([*folder.findings, *faults])
    given = _advice(folder.documents, advice_on) if advice_on else ()
    if found:  # in a file that cannot be read every entry looks as if somebody had deleted it
        given = tuple(finding for finding in given if finding.kind != "dead-state")
    return Loaded(None if found else content, found, given)


def _advice(documents: Documents, today: date) -> tuple[Finding, ...]:
    from bot.content.advice import advice  # noqa: PLC0415  a bot that starts shall not wait for it

    return _in_order(advice(documents, today))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda finding: (finding.file, finding.line)))


def _content(
    documents: Documents, version: str, *, with_examples: bool
) -> tuple[Content | None, list[Finding]]:
    files = documents.files
    rules, wrong_rules = validated(files["appointments.yaml"], AppointmentRules)
    contacts, wrong_contacts = validated(files["contacts.yaml"], ContactsFile)
    meetups, wrong_meetups = validated(files["meetups.yaml"], MeetupsFile)
    places, wrong_places = validated(files["places.yaml"], PlacesFile)
    states, wrong_states = validated(files[STATES], StatesFile) if STATES in files else (None, [])
    topics = [validated(document, TopicFile) for document in documents.topics.values()]
    found = [*wrong_rules, *wrong_contacts, *wrong_meetups, *wrong_places, *wrong_states]
    found += [finding for _, wrong in topics for finding in wrong]
    found += findings_across(documents)
    found += findings_in_days(documents)
    found += findings_in_texts(documents)
    if not (rules and contacts and meetups and places) or found:
        return None, found
    content = Content(
        version=version,
        topics=_served([topic for topic, _ in topics if topic], with_examples=with_examples),
        contacts={contact.id: contact for contact in contacts.contacts},
        places={place.id: place for place in places.places},
        meetups={meetup.id: meetup for meetup in meetups.meetups},
        appointments=rules,
        first_contact=contacts.first,
        states=states.states if states else {},
    )
    return content, []


def _served(topics: list[TopicFile], *, with_examples: bool) -> dict[str, Topic]:
    """The topics that are no examples, without the buttons that would lead to one; or all."""
    examples = {topic.id for topic in topics if topic.example and not with_examples}
    served = (topic for topic in topics if topic.id not in examples)
    return {topic.id: _without(topic, examples) if examples else topic for topic in served}


def _without(topic: Topic, examples: set[str]) -> Topic:
    return topic.model_copy(update={"buttons": [name for name in topic.buttons if name not in examples]})
