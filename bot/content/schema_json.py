"""JSON Schemas of the content files, so that staff's editors complete field names and mark mistakes.

Made from the classes in `schema`. Two differences to pydantic's own: descriptions are German, and texts may
look like numbers (`phone: 112`), because an editor reads YAML's own types where we read strings.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeAlias

from bot.content.journeys import JOURNEYS
from bot.content.schema import (
    AppointmentRules,
    ContactsFile,
    MeetupsFile,
    PlacesFile,
    StatesFile,
    TopicFile,
)
from bot.content.values import PHONE
from bot.languages import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic import BaseModel

Schema: TypeAlias = "dict[str, Any]"

_MODELS: dict[str, type[BaseModel]] = {
    "appointments": AppointmentRules,
    "contacts": ContactsFile,
    "meetups": MeetupsFile,
    "places": PlacesFile,
    "states": StatesFile,
    "topic": TopicFile,
}
# By field, or by class and field where a word means two things.
_DESCRIPTIONS = {
    "a_day": "So viele Termine hat eine Person höchstens an einem Tag. Sonst einen.",
    "about": "Worum es geht, in jeder Sprache. Deutsch (de) ist Pflicht.",
    "address": "Straße und Hausnummer, wie auf einem Brief.",
    "advisers": "Wer Termine gibt.",
    "Subject.advisers": "Wer zu diesem Thema Termine gibt: ids von unten. Ohne diese Zeile alle.",
    "away": "Zeiten, in denen die Person nicht da ist, zum Beispiel Urlaub.",
    "bring": "Was man zum Termin mitbringt, in jeder Sprache. Deutsch (de) ist Pflicht.",
    "buffer": "So viele Minuten bleiben nach dem Termin frei, in Schritten von 5.",
    "by_appointment": "true, wenn man in dieser Zeit nur mit Termin kommen kann.",
    "answer": "Die kurze Antwort in jeder Sprache, höchstens drei Sätze. Deutsch (de) ist Pflicht.",
    "authorities": "Stellen, zu denen ein Behördenlotse oder Dolmetscher mitgehen kann.",
    "buttons": "Tasten unter der Antwort: id eines Themas oder eines Ablaufs (" + ", ".join(JOURNEYS) + ").",
    "by": "Wer den Text geprüft hat.",
    "cancelled": "Tage, an denen das Treffen ausfällt, zum Beispiel 24.12.2027.",
    "check_every_days": "Nach so vielen Tagen soll das Büro den Text wieder prüfen. Sonst nach 365.",
    "closed": "Einzelne Tage ohne Termine, zum Beispiel 15.05.2027. Feiertage kennt der Bot.",
    "OpeningHours.closed": "Tage, an denen geschlossen ist. Feiertage kennt der Bot.",
    "closures": "Mehrere Tage hintereinander ohne Termine, vom ersten bis zum letzten.",
    "closed_every_year": "Tage, die jedes Jahr geschlossen sind, zum Beispiel 24.12.",
    "contact": "id eines Kontakts aus contacts.yaml.",
    "contacts": "Wen man dazu fragen kann: ids aus contacts.yaml.",
    "ContactsFile.contacts": "Menschen und Stellen, die man anrufen oder anschreiben kann.",
    "day": "Der Tag, zum Beispiel 15.05.2027.",
    "end": "Ende, zum Beispiel 12:00.",
    "example": "true, solange die Angaben nur ein Beispiel sind.",
    "examples": "Weitere Fragen, wie Menschen sie stellen, für jede Sprache eine Liste.",
    "extra": "Treffen an weiteren Tagen.",
    "ContactsFile.first": "id des Kontakts, den der Bot zeigt, wenn er selbst nicht weiterweiß.",
    "first": "Der erste Tag, zum Beispiel 01.02.2027.",
    "horizon_days": "So viele Tage voraus kann man buchen.",
    "hours": "Zeiten, in denen Termine liegen dürfen.",
    "OpeningHours.hours": "Öffnungszeiten in einer gewöhnlichen Woche.",
    "icon": "Ein Emoji vor dem Titel.",
    "id": "Kurzer Name aus a–z, 0–9 und Bindestrich. Andere Dateien nennen ihn; bitte nicht mehr ändern.",
    "TopicFile.id": "Kurzer Name aus a–z, 0–9 und Bindestrich, genau wie der Dateiname ohne .yaml.",
    "in_school_holidays": "false, wenn das Treffen in den Schulferien von Baden-Württemberg ausfällt.",
    "languages": "Sprachen, die diese Person spricht, als Kürzel, zum Beispiel ar.",
    "last": "Der letzte Tag, zum Beispiel 31.07.2027.",
    "latitude": "Breitengrad mit Punkt. Nur zusammen mit longitude.",
    "lead_days": "So viele Arbeitstage vorher muss man spätestens buchen. 1 ist der nächste Arbeitstag.",
    "links": "Seiten im Internet, als Tasten.",
    "longitude": "Längengrad mit Punkt. Nur zusammen mit latitude.",
    "mail": "Mail-Adresse.",
    "meetups": "Treffen, die dazu passen: ids aus meetups.yaml.",
    "MeetupsFile.meetups": "Was jede Woche am gleichen Tag stattfindet.",
    "menu": "Platz im Menü, 1 steht oben. Ohne diese Zeile steht das Thema nicht im Menü.",
    "minutes": "Wie lange ein Termin dauert, in Minuten, in Schritten von 5.",
    "Subject.minutes": "Wie lange ein Termin zu diesem Thema dauert, wenn es anders ist als sonst.",
    "more": "Was hinter der Taste „Mehr“ steht, in jeder Sprache.",
    "moved": "Treffen, die an einem anderen Tag, zu einer anderen Zeit oder an einem anderen Ort sind.",
    "name": "Name. Er wird nicht übersetzt.",
    "Place.name": "Name des Ortes in jeder Sprache. Deutsch (de) ist Pflicht.",
    "of": "Prüfsumme des deutschen Textes, den die Übersetzung sagt.",
    "on_public_holidays": "true, wenn das Treffen auch an Feiertagen stattfindet.",
    "open_appointments": "So viele Termine darf eine Person zugleich vor sich haben. Sonst einen.",
    "opening": "Wann dort geöffnet ist.",
    "pauses": "Zeiten, in denen das Treffen ausfällt.",
    "phone": "Telefonnummer, zum Beispiel 07195 13-327.",
    "place": "id eines Ortes aus places.yaml.",
    "places": "Orte, die dazu passen: ids aus places.yaml.",
    "PlacesFile.places": "Orte, zu denen Menschen gehen.",
    "reviewed": "Wann jemand den Text geprüft hat.",
    "role": "Wofür der Kontakt da ist, in jeder Sprache. Deutsch (de) ist Pflicht.",
    "room": "id eines Zimmers von rooms.",
    "rooms": "Zimmer, in denen Termine stattfinden. In einem Zimmer ist immer nur ein Termin.",
    "Room.name": "Wie das Zimmer heißt, zum Beispiel an der Tür.",
    "special": "Einzelne Tage mit anderen Zeiten.",
    "Adviser.special": "Einzelne Tage mit anderen Zeiten. Sie gelten auch an Feiertagen und im Urlaub.",
    "states": "Der Stand jedes Textes. Das schreibt das Programm, bitte nicht von Hand.",
    "start": "Anfang, zum Beispiel 16:00.",
    "subjects": "Worüber man sprechen kann.",
    "text": "Prüfsumme dieses Textes selbst.",
    "title": "Titel in jeder Sprache, höchstens 40 Zeichen. Deutsch (de) ist Pflicht.",
    "town": "Ort, wenn es nicht Winnenden ist.",
    "url": "Adresse der Seite, sie beginnt mit https://",
    "usual": "Der Tag, an dem das Treffen sonst wäre.",
    "weekday": "Wochentag auf Deutsch.",
}


def schemas() -> dict[str, Schema]:
    """JSON Schema by the name of the content file it describes."""
    return {name: _schema(model) for name, model in _MODELS.items()}


def rendered() -> dict[str, str]:
    """Text of each schema file by its name."""
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        for name, schema in schemas().items()
    }


def write(directory: Path) -> None:
    """Write all schema files into `directory`, which is made if missing."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in rendered().items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")


def _schema(model: type[BaseModel]) -> Schema:
    schema = model.model_json_schema()
    for name, inner in {model.__name__: schema, **schema.get("$defs", {})}.items():
        inner.pop("description", None)
        for field, described in inner.get("properties", {}).items():
            text = _DESCRIPTIONS.get(f"{name}.{field}") or _DESCRIPTIONS[field]
            inner["properties"][field] = _for_editors(described) | {"description": text}
        inner.pop("title", None)
    return {"$schema": "http://json-schema.org/draft-07/schema#", **schema}


def _for_editors(schema: Schema) -> Schema:
    """One field's schema without titles and null, with the languages by name and numbers taken for texts."""
    if "anyOf" in schema:
        schema = next(choice for choice in schema["anyOf"] if choice.get("type") != "null")
    schema = {key: value for key, value in schema.items() if key not in {"title", "default"}}
    if "items" in schema:
        schema["items"] = _for_editors(schema["items"])
    text = schema.get("additionalProperties")
    if isinstance(text, dict) and "additionalProperties" in text:  # by entry, and only inside by language
        schema["additionalProperties"] = _for_editors(text)
    elif isinstance(text, dict):
        schema |= {
            "properties": {
                row.code: _for_editors(text) | {"description": row.german_name} for row in LANGUAGES
            },
            "additionalProperties": False,
        }
    if schema.get("type") == "string" and schema.get("pattern", PHONE) == PHONE:
        schema["type"] = ["string", "number"]
    return schema
