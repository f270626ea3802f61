"""The shape of the content files. Every scalar arrives as a string with its line (see `yaml_lines`).

The classes are the single source: the check, the editors' JSON Schema and the running bot use them.
"""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from bot.content.values import (
    DATE,
    DAY_MONTH,
    ID,
    MAIL,
    PHONE,
    TIME,
    ContentValueError,
    clock_time,
    german_date,
    outside_clock_change,
    yearly_date,
)
from bot.languages import BY_CODE


class Weekday(StrEnum):
    """Days as staff write them; `number` is 0 for Monday as in `datetime`."""

    MONDAY = "Montag"
    TUESDAY = "Dienstag"
    WEDNESDAY = "Mittwoch"
    THURSDAY = "Donnerstag"
    FRIDAY = "Freitag"
    SATURDAY = "Samstag"
    SUNDAY = "Sonntag"

    @property
    def number(self) -> int:
        """The weekday as `datetime.weekday()` counts it."""
        return list(Weekday).index(self)


def _weekday(value: object) -> object:
    if isinstance(value, str) and value not in list(Weekday):
        raise ContentValueError("weekday", value=value, allowed=tuple(Weekday))
    return value


def _language(code: str) -> str:
    if code not in BY_CODE:
        raise ContentValueError("language", value=code, allowed=tuple(BY_CODE))
    return code


def _german_first(texts: dict[str, str]) -> dict[str, str]:
    if "de" not in texts:
        raise ContentValueError("no-german")
    return texts


GERMAN_NEEDED = Field(json_schema_extra={"required": ["de"]})
Day = Annotated[date, BeforeValidator(german_date), WithJsonSchema({"type": "string", "pattern": DATE})]
Clock = Annotated[time, BeforeValidator(clock_time), WithJsonSchema({"type": "string", "pattern": TIME})]
Yearly = Annotated[
    str, BeforeValidator(yearly_date), WithJsonSchema({"type": "string", "pattern": DAY_MONTH})
]
DayOfWeek = Annotated[Weekday, BeforeValidator(_weekday)]
Id = Annotated[str, Field(pattern=ID, max_length=32)]
Reference = Annotated[str, Field(min_length=1)]  # the id of something else; `references` looks it up
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=3000)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Phone = Annotated[str, Field(pattern=PHONE)]
Mail = Annotated[str, Field(pattern=MAIL, max_length=254)]
LanguageCode = Annotated[str, BeforeValidator(_language)]
Texts = Annotated[dict[LanguageCode, Text], AfterValidator(_german_first), GERMAN_NEEDED]
Labels = Annotated[dict[LanguageCode, Label], AfterValidator(_german_first), GERMAN_NEEDED]
Questions = dict[LanguageCode, list[Text]]


class Model(BaseModel):
    """Frozen, and a key nobody knows is a fault: it is nearly always a typing error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Model):
    """Somewhere people go. Without coordinates it becomes a map search link."""

    id: Id
    name: Labels
    address: Text
    town: Text = "Winnenden"
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
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


class Meetup(Model):
    """A weekly meeting. Times are wall-clock times in Winnenden."""

    id: Id
    name: Label
    weekday: DayOfWeek
    start: Clock
    place: Reference
    about: Texts | None = None
    cancelled: list[Day] = []

    @model_validator(mode="after")
    def _start_exists_every_week(self) -> Self:
        if self.weekday is Weekday.SUNDAY:
            outside_clock_change(self.start, self.start)
        return self


class Topic(Model):
    """Something people ask about. `id` is the recogniser's intent."""

    id: Id
    title: Labels
    icon: Annotated[str, Field(max_length=4)] = ""
    menu: Annotated[int, Field(ge=1, le=99)] | None = None
    answer: Texts
    contacts: list[Reference] = []
    places: list[Reference] = []
    meetups: list[Reference] = []
    buttons: list[Reference] = []
    examples: Questions = {}
    checked: Day | None = None
    reviewed: dict[LanguageCode, Day] = {}


class Hours(Model):
    """One stretch of a weekday in which appointments may lie."""

    weekday: DayOfWeek
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ContentValueError(
                "end-before-start", key="end", start=f"{self.start:%H:%M}", end=f"{self.end:%H:%M}"
            )
        if self.weekday is Weekday.SUNDAY:
            outside_clock_change(self.start, self.end)
        return self


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
    icon: Annotated[str, Field(max_length=4)] = ""


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


class Content(Model):
    """Everything the office says, by id. `version` is a hash of the files."""

    version: str
    topics: dict[str, Topic]
    contacts: dict[str, Contact]
    places: dict[str, Place]
    meetups: dict[str, Meetup]
    appointments: AppointmentRules
    first_contact: str
