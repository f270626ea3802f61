"""What can be wrong in the rules of appointments beyond what other files have too."""

import pytest

from bot.content.load import load
from bot.content.schema import Adviser
from tests.support.rules import RULES


def test_a_room_nobody_knows(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms:
      - id: room-1
        name: Zimmer 1
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room1
        hours:
          - {weekday: Montag, start: 09:00, end: 12:00}
    """
    assert report == [
        (
            "appointments.yaml:13: Das Zimmer „room1“ gibt es unter rooms nicht. Meinten Sie „room-1“? "
            "Erlaubt: room-1. Verbessern Sie die id oder legen Sie das Zimmer dort an."
        ),
    ]


def test_rooms_that_are_missing_or_there_twice(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms:
      - id: room-1
        name: Zimmer 1
      - id: room-1
        name: Zimmer 2
    advisers:
      - id: adviser-1
        name: Beraterin 1
        hours: []
    """
    assert report == [
        (
            "appointments.yaml:10: Die id „room-1“ kommt zweimal vor (auch in Zeile 8). Geben Sie einem der "
            "beiden eine andere."
        ),
        ("appointments.yaml:13: Hier fehlt das Feld „room“. Ergänzen Sie eine Zeile, die so beginnt: room:"),
    ]


def test_a_subject_of_an_adviser_nobody_knows(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
        advisers: [adviser-1, adviser-9]
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
    """
    assert report == [
        (
            "appointments.yaml:7: Unter advisers gibt es „adviser-9“ nicht. Meinten Sie „adviser-1“? "
            "Erlaubt: adviser-1. Verbessern Sie die id oder löschen Sie die Zeile."
        ),
    ]


def test_lengths_outside_the_grid_of_five_minutes(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    a_day: 0
    open_appointments: viele
    subjects:
      - id: work
        title: {de: Arbeit}
        minutes: 32
        buffer: 7
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
    """
    assert report == [
        "appointments.yaml:4: „0“ bei „a_day“ ist zu klein. Schreiben Sie 1 oder mehr.",
        (
            "appointments.yaml:5: „viele“ bei „open_appointments“ ist keine ganze Zahl. Schreiben Sie nur "
            "Ziffern: 30"
        ),
        "appointments.yaml:9: „32“ bei „minutes“ geht nicht. Schreiben Sie ein Vielfaches von 5.",
        "appointments.yaml:10: „7“ bei „buffer“ geht nicht. Schreiben Sie ein Vielfaches von 5.",
    ]


def test_hours_outside_the_grid_of_five_minutes(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:03, end: 12:00}
    """
    assert report == [
        (
            "appointments.yaml:12: Termine beginnen und enden zu vollen fünf Minuten, 09:03 passt nicht "
            "dazu. Schreiben Sie eine Zeit wie 09:00 oder 09:05."
        ),
    ]


def test_spans_and_special_days_that_are_swapped(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    closures:
      - {first: 13.08.2027, last: 02.08.2027}
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
        special:
          - {day: 12.01.2027, start: 16:00, end: 13:00}
        away:
          - {first: 12.03.2027, last: 01.03.2027}
    """
    swapped = "Sind die beiden vertauscht? Tauschen Sie sie."
    assert report == [
        ("appointments.yaml:5: Das Ende (02.08.2027) liegt nicht nach dem Anfang (13.08.2027). " + swapped),
        ("appointments.yaml:16: Das Ende (13:00) liegt nicht nach dem Anfang (16:00). " + swapped),
        ("appointments.yaml:18: Das Ende (01.03.2027) liegt nicht nach dem Anfang (12.03.2027). " + swapped),
    ]


def test_a_special_day_in_the_night_of_the_clock_change(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
        special:
          - {day: 28.03.2027, start: 02:30, end: 04:00}
          - {day: 31.10.2027, start: 01:00, end: 02:30}
    """
    assert [line.partition(",")[0] for line in report] == [
        "appointments.yaml:14: Am 28.03.2027 wird die Uhr umgestellt",
        "appointments.yaml:15: Am 31.10.2027 wird die Uhr umgestellt",
    ]


def test_special_hours_that_overlap(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
        special:
          - {day: 12.01.2027, start: 13:00, end: 16:00}
          - {day: 12.01.2027, start: 15:30, end: 18:00}
    """
    assert report == [
        (
            "appointments.yaml:13: Am 12.01.2027 überschneiden sich 13:00–16:00 und 15:30–18:00. Verbessern "
            "Sie eine der beiden Zeiten."
        ),
    ]


def test_a_language_without_its_code(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        languages: [arabisch]
        hours: []
    """
    (line,) = report
    assert line.startswith("appointments.yaml:12: „arabisch“ ist kein Sprachkürzel.")


def test_what_to_bring_is_a_text_like_all_others(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
        bring: {en: Your letter}
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: []
    """
    assert report == [
        (
            "appointments.yaml:7: Bei „bring“ fehlt der deutsche Text. Ergänzen Sie eine Zeile, die so "
            "beginnt: de:"
        ),
    ]


@pytest.mark.parametrize(
    ("room", "adviser", "name"), [("room-2", "one", "Zimmer 2"), (None, "one", "Zimmer 1")]
)
def test_an_old_appointment_is_in_the_room_of_its_adviser(room, adviser, name):
    """Those booked before rooms were known carry none."""
    assert RULES.room_name(room, adviser) == name
    assert RULES.room_name(None, "gone") == RULES.room_name("gone") == ""
    assert isinstance(RULES.adviser(adviser), Adviser)


def test_what_staff_leave_out_is_the_next_working_day_sixty_days_and_one_appointment(folder):
    """The clean folder says none of it."""
    rules = load(folder).content.appointments

    assert (rules.lead_days, rules.horizon_days) == (1, 60)
    assert (rules.open_appointments, rules.a_day) == (1, 1)
