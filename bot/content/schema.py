"""The shape of the content files. Every scalar arrives as a string with its line (see `yaml_lines`).

The classes are the single source: the check, the editors' JSON Schema and the running bot use them.
"""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.languages import BY_CODE


class ContentValueError(ValueError):
    """A value staff can mend; `kind` and `details` choose the sentence they read (see `check`)."""

    def __init__(self, kind: str, **details: object) -> None:
        super().__init__(kind)
        self.kind, self.details = kind, details


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


def _german_date(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value, "%d.%m.%Y").date()  # noqa: DTZ007  a calendar day has no zone
    except ValueError:
        raise ContentValueError("date", value=value) from None


def _clock_time(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007  a wall-clock time has no zone
    except ValueError:
        raise ContentValueError("time", value=value) from None


def _languages(texts: dict[str, object]) -> dict[str, object]:
    for code in texts:
        if code not in BY_CODE:
            raise ContentValueError("language", value=code, allowed=tuple(BY_CODE), key=code)
    return texts


def _german_first(texts: dict[str, object]) -> dict[str, object]:
    if "de" not in texts:
        raise ContentValueError("no-german")
    return texts


Day = Annotated[date, BeforeValidator(_german_date)]
Clock = Annotated[time, BeforeValidator(_clock_time)]
DayOfWeek = Annotated[Weekday, BeforeValidator(_weekday)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=32)]
Text = Annotated[str, Field(min_length=1)]
Label = Annotated[str, Field(min_length=1, max_length=40)]
Phone = Annotated[str, Field(pattern=r"^\+?[0-9][0-9 /-]{1,24}$")]
Mail = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$")]
Texts = Annotated[dict[str, Text], AfterValidator(_languages), AfterValidator(_german_first)]
Labels = Annotated[dict[str, Label], AfterValidator(_languages), AfterValidator(_german_first)]
Questions = Annotated[dict[str, list[Text]], AfterValidator(_languages)]


class Model(BaseModel):
    """Frozen, and a key nobody knows is a fault: it is nearly always a typing error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Model):
    """Somewhere people go. Without coordinates it becomes a map search link."""

    id: Id
    name: Labels
    address: Text
    town: Text = "Winnenden"
    latitude: float | None = None
    longitude: float | None = None
    example: bool = False


class Contact(Model):
    """Somebody people reach. `name` is never translated, `role` is."""

    id: Id
    name: Label
    role: Texts | None = None
    phone: Phone | None = None
    mail: Mail | None = None
    place: Id | None = None
    example: bool = False


class Meetup(Model):
    """A weekly meeting. Times are wall-clock times in Winnenden."""

    id: Id
    name: Label
    weekday: DayOfWeek
    start: Clock
    place: Id
    about: Texts | None = None
    cancelled: list[Day] = []


class Topic(Model):
    """Something people ask about. `id` is the recogniser's intent."""

    id: Id
    title: Labels
    icon: Annotated[str, Field(max_length=4)] = ""
    menu: Annotated[int, Field(ge=1, le=99)] | None = None
    answer: Texts
    contacts: list[Id] = []
    places: list[Id] = []
    meetups: list[Id] = []
    buttons: list[Id] = []
    examples: Questions = {}
    checked: Day | None = None
    reviewed: dict[str, Day] = {}


class Hours(Model):
    """One stretch of a weekday in which appointments may lie."""

    weekday: DayOfWeek
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.end <= self.start:
            raise ContentValueError("end-before-start", start=self.start, end=self.end)
        return self


class Adviser(Model):
    """Integrationsmanager/in; `id` names the resource whose time is booked."""

    id: Id
    name: Label
    room: Label
    hours: list[Hours]
    example: bool = False


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
    place: Id | None = None
    contact: Id
    closed: list[Day] = []
    closed_every_year: list[Annotated[str, Field(pattern=r"^\d\d\.\d\d\.$")]] = []
    subjects: Annotated[list[Subject], Field(min_length=1)]
    advisers: Annotated[list[Adviser], Field(min_length=1)]


class TopicFile(Topic):
    """`content/topics/<id>.yaml`."""


class ContactsFile(Model):
    """`content/contacts.yaml`; `first` is whom every dead end offers."""

    first: Id
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
