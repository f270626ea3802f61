"""The shape of the content files.

The classes are the single source: the check, the editors' JSON Schema and the running bot use them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import Field, WithJsonSchema, model_validator

from bot.content.fields import (
    Address,
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
from bot.content.schedule import Hours, Meetup, OpeningHours, Span, SpecialHours
from bot.content.values import ContentValueError
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import time

Minutes = Annotated[int, Field(ge=5, le=240, multiple_of=5)]
SpokenLanguage = Annotated[LanguageCode, WithJsonSchema({"enum": list(BY_CODE)})]


class Place(Model):
    """Somewhere people go. Without coordinates it becomes a map search link."""

    id: Id
    name: Labels
    address: Address  # it stands on buttons, which Telegram limits
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


class Room(Model):
    """Where advice takes place; two advisers may share one, and it is never double-booked."""

    id: Id
    name: Label


class Adviser(Model):
    """Integrationsmanager/in; `id` names the resource whose time is booked.

    A `special` day stands above everything: the week, `away`, closed days and public holidays.
    """

    id: Id
    name: Label
    room: Reference
    languages: list[SpokenLanguage] = []
    hours: list[Hours]
    special: list[SpecialHours] = []
    away: list[Span] = []
    example: bool = False

    @model_validator(mode="after")
    def _no_overlap(self) -> Self:
        weekly = ((hours.weekday.number, hours.start, hours.end, hours.weekday) for hours in self.hours)
        for weekday, first, second in _overlaps(weekly):
            raise ContentValueError("overlap", key="hours", weekday=weekday, first=first, second=second)
        single = (
            (special.day.toordinal(), special.start, special.end, f"{special.day:%d.%m.%Y}")
            for special in self.special
        )
        for day, first, second in _overlaps(single):
            raise ContentValueError("open-overlap", key="special", day=day, first=first, second=second)
        return self

    @model_validator(mode="after")
    def _whole_five_minutes(self) -> Self:
        for key, stretches in (("hours", self.hours), ("special", self.special)):
            for moment in (moment for hours in stretches for moment in (hours.start, hours.end)):
                if moment.minute % 5:
                    raise ContentValueError("five-minutes", key=key, time=f"{moment:%H:%M}")
        return self


def _overlaps(stretches: Iterable[tuple[int, time, time, str]]) -> Iterator[tuple[str, str, str]]:
    """The name and both times of neighbours that overlap; a stretch is day, start, end, name of the day."""
    for first, second in pairwise(sorted(stretches)):
        if first[0] == second[0] and second[1] < first[2]:
            yield first[3], f"{first[1]:%H:%M}–{first[2]:%H:%M}", f"{second[1]:%H:%M}–{second[2]:%H:%M}"


class Subject(Model):
    """What an appointment is about: one of the four fields, or something else.

    `minutes` and `advisers` where they differ from all the others; `buffer` minutes stay free after it.
    """

    id: Id
    title: Labels
    icon: Icon = ""
    minutes: Minutes | None = None
    buffer: Annotated[int, Field(ge=0, le=120, multiple_of=5)] = 0
    bring: Texts | None = None
    advisers: list[Reference] = []


class Authority(Model):
    """Somewhere a guide or an interpreter may come along to: an office, a school, a doctor."""

    id: Annotated[Id, Field(max_length=16)]  # it stands in buttons, which hold 64 bytes
    title: Labels
    icon: Icon = ""


class AppointmentRules(Model):
    """When, where and with whom appointments are possible.

    `lead_days` are working days, `horizon_days` calendar days; one person has at most `open_appointments`
    to come, and `a_day` on one day.
    """

    minutes: Minutes
    lead_days: Annotated[int, Field(ge=0, le=30)] = 1
    horizon_days: Annotated[int, Field(ge=1, le=365)] = 60
    open_appointments: Annotated[int, Field(ge=1, le=20)] = 1
    a_day: Annotated[int, Field(ge=1, le=20)] = 1
    place: Reference | None = None
    contact: Reference
    closed: list[Day] = []
    closures: list[Span] = []
    closed_every_year: list[Yearly] = []
    subjects: Annotated[list[Subject], Field(min_length=1)]
    authorities: list[Authority] = []
    rooms: Annotated[list[Room], Field(min_length=1)]
    advisers: Annotated[list[Adviser], Field(min_length=1)]

    def subject(self, subject_id: str | None) -> Subject | None:
        """The subject of that id, unless staff have removed it."""
        return next((subject for subject in self.subjects if subject.id == subject_id), None)

    def adviser(self, adviser_id: str | None) -> Adviser | None:
        """The adviser of that id, unless they have left."""
        return next((adviser for adviser in self.advisers if adviser.id == adviser_id), None)

    def room_name(self, room_id: str | None, adviser_id: str | None = None) -> str:
        """What the room is called; where an old appointment knows none, the adviser's. Else empty."""
        adviser = self.adviser(adviser_id)
        wanted = room_id or (adviser.room if adviser else None)
        return next((room.name for room in self.rooms if room.id == wanted), "")


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
