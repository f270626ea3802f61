"""The shape of the content files.

The classes are the single source: the check, the editors' JSON Schema and the running bot use them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, model_validator

from bot.content.fields import (
    Day,
    Fingerprint,
    Icon,
    Id,
    Label,
    Labels,
    LanguageCode,
    Link,
    Mail,
    Model,
    Phone,
    Questions,
    Reference,
    Text,
    Texts,
    Yearly,
)
from bot.content.schedule import Hours, Meetup, OpeningHours
from bot.content.values import ContentValueError


class Place(Model):
    """Somewhere people go. Without coordinates it becomes a map search link."""

    id: Id
    name: Labels
    address: Text
    town: Text = "Winnenden"
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    opening: OpeningHours | None = None
    example: bool = False

    @model_validator(mode="after")
    def _both_coordinates(self) -> Self:
        if (self.latitude is None) != (self.longitude is None):
            missing, given = "latitude", "longitude"
            if self.longitude is None:
                missing, given = given, missing
            raise ContentValueError("coordinates", key=given, field=missing)
        return self


class Contact(Model):
    """Somebody people reach. `name` is never translated, `role` is."""

    id: Id
    name: Label
    role: Texts | None = None
    phone: Phone | None = None
    mail: Mail | None = None
    place: Reference | None = None
    example: bool = False


class TopicLink(Model):
    """A page on the web, as a button."""

    title: Labels
    url: Link


class Topic(Model):
    """Something people ask about. `id` is the recogniser's intent.

    `answer` is what people read first, at most three sentences; `more` stands behind a button. A topic that
    is an `example` is checked and not served.
    """

    id: Id
    title: Labels
    icon: Icon = ""
    menu: Annotated[int, Field(ge=1, le=99)] | None = None
    answer: Texts
    more: Texts | None = None
    contacts: list[Reference] = []
    places: list[Reference] = []
    meetups: list[Reference] = []
    buttons: list[Reference] = []
    links: list[TopicLink] = []
    examples: Questions = {}
    check_every_days: Annotated[int, Field(ge=1, le=3650)] = 365
    example: bool = False


class Adviser(Model):
    """Integrationsmanager/in; `id` names the resource whose time is booked."""

    id: Id
    name: Label
    room: Label
    hours: list[Hours]
    example: bool = False

    @model_validator(mode="after")
    def _no_overlap(self) -> Self:
        in_order = sorted(self.hours, key=lambda hours: (hours.weekday.number, hours.start))
        for first, second in pairwise(in_order):
            if first.weekday is second.weekday and second.start < first.end:
                spans = [f"{hours.start:%H:%M}–{hours.end:%H:%M}" for hours in (first, second)]
                raise ContentValueError(
                    "overlap", key="hours", weekday=first.weekday, first=spans[0], second=spans[1]
                )
        return self


class Subject(Model):
    """What an appointment is about: one of the four fields, or something else."""

    id: Id
    title: Labels
    icon: Icon = ""


class Authority(Model):
    """Somewhere a guide or an interpreter may come along to: an office, a school, a doctor."""

    id: Annotated[Id, Field(max_length=16)]  # it stands in buttons, which hold 64 bytes
    title: Labels
    icon: Icon = ""


class AppointmentRules(Model):
    """When and with whom appointments are possible."""

    minutes: Annotated[int, Field(ge=5, le=240, multiple_of=5)]
    lead_days: Annotated[int, Field(ge=0, le=30)] = 1
    horizon_days: Annotated[int, Field(ge=1, le=365)] = 60
    place: Reference | None = None
    contact: Reference
    closed: list[Day] = []
    closed_every_year: list[Yearly] = []
    subjects: Annotated[list[Subject], Field(min_length=1)]
    authorities: list[Authority] = []
    advisers: Annotated[list[Adviser], Field(min_length=1)]


class TopicFile(Topic):
    """`content/topics/<id>.yaml`."""


class ContactsFile(Model):
    """`content/contacts.yaml`; `first` is whom every dead end offers."""

    first: Reference
    contacts: list[Contact]


class PlacesFile(Model):
    """`content/places.yaml`."""

    places: list[Place]


class MeetupsFile(Model):
    """`content/meetups.yaml`."""

    meetups: list[Meetup]


class State(Model):
    """What is known of one text in one language; fingerprints are those of `states`.

    `of` is the German text it says, `text` its own; `reviewed` and `by` when and who found it right.
    """

    of: Fingerprint
    text: Fingerprint
    reviewed: Day | None = None
    by: Label | None = None


class StatesFile(Model):
    """`content/states.yaml`, which the program writes: states by entry (`topics/work`) and language."""

    states: dict[str, dict[LanguageCode, State]]


class Content(Model):
    """Everything the office says, by id. `version` is a hash of the files."""

    version: str
    topics: dict[str, Topic]
    contacts: dict[str, Contact]
    places: dict[str, Place]
    meetups: dict[str, Meetup]
    appointments: AppointmentRules
    first_contact: str
    states: dict[str, dict[str, State]] = {}
