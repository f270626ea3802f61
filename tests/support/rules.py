"""Appointment rules small enough to count on one's fingers."""

from __future__ import annotations

from bot.content.schema import AppointmentRules

RULES = AppointmentRules.model_validate(
    {
        "minutes": "30",
        "lead_days": "1",
        "horizon_days": "60",
        "contact": "integration-management",
        "closed_every_year": ["24.12.", "31.12."],
        "closed": ["30.11.2026"],
        "subjects": [{"id": "work", "title": {"de": "Arbeit"}}],
        "rooms": [{"id": "room-1", "name": "Zimmer 1"}, {"id": "room-2", "name": "Zimmer 2"}],
        "advisers": [
            {
                "id": "one",
                "name": "Beraterin Eins",
                "room": "room-1",
                "hours": [{"weekday": "Dienstag", "start": "09:00", "end": "11:00"}],
            },
            {
                "id": "two",
                "name": "Berater Zwei",
                "room": "room-2",
                "hours": [{"weekday": "Dienstag", "start": "10:00", "end": "12:00"}],
            },
        ],
    }
)


def changed(rules: AppointmentRules = RULES, **changes: object) -> AppointmentRules:
    """The rules after staff have written something else."""
    return AppointmentRules.model_validate(rules.model_dump() | changes)


def with_minutes(minutes: int) -> AppointmentRules:
    """The same week after staff have changed the length of an appointment."""
    return changed(minutes=minutes)


def one_adviser(rules: AppointmentRules = RULES) -> AppointmentRules:
    """Only the first adviser."""
    return rules.model_copy(update={"advisers": rules.advisers[:1]})


def with_adviser(number: int, rules: AppointmentRules = RULES, **changes: object) -> AppointmentRules:
    """The rules after staff have changed one adviser (counted from 0)."""
    advisers = [adviser.model_dump() for adviser in rules.advisers]
    advisers[number] |= changes
    return changed(rules, advisers=advisers)


def with_subjects(*subjects: dict, rules: AppointmentRules = RULES) -> AppointmentRules:
    """The rules with other subjects; their titles are their ids."""
    return changed(rules, subjects=[{"title": {"de": one["id"]}} | one for one in subjects])
