"""Advice on the rules of appointments. Each docstring is the file as staff wrote it; today is 24.11.2026."""


def test_a_subject_that_takes_longer_than_anybody_is_there(advice):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
        minutes: 60
      - id: long
        title: {de: Langes Gespräch}
        minutes: 65
      - id: language
        title: {de: Deutsch}
        minutes: 35
        advisers: [adviser-2]
      - id: over
        title: {de: Anerkennung}
        minutes: 95
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:00, end: 10:00}
          - {weekday: Montag, start: 11:00, end: 12:00}
        special:
          - {day: 24.11.2026, start: 09:00, end: 10:05}
      - id: adviser-2
        name: Berater 2
        room: room-1
        hours:
          - {weekday: Dienstag, start: 09:00, end: 09:30}
    """
    assert advice == [
        (
            f"appointments.yaml:{line}: Zum Thema „{subject}“ kann niemand einen Termin buchen: Er dauert "
            f"{length} Minuten, und so lange ist niemand am Stück da. Schreiben Sie bei minutes weniger oder "
            "unter hours eine längere Zeit."
        )
        for line, subject, length in ((11, "language", 35), (15, "over", 95))
    ]


def test_a_lead_time_beyond_the_horizon(advice):
    """# appointments.yaml
    minutes: 30
    lead_days: 10
    horizon_days: 13
    contact: office
    subjects: [{id: work, title: {de: Arbeit}}]
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: [{weekday: Montag, start: 09:00, end: 10:00}]
    """
    assert advice == [
        (
            "appointments.yaml:3: So viele Arbeitstage vorher liegt später als die 13 Tage, die man voraus "
            "buchen kann: Niemand kann buchen. Schreiben Sie bei lead_days weniger oder bei horizon_days "
            "mehr."
        ),
    ]


def test_a_lead_time_up_to_the_horizon(advice):
    """# appointments.yaml
    minutes: 30
    lead_days: 10
    horizon_days: 14
    contact: office
    subjects: [{id: work, title: {de: Arbeit}}]
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: [{weekday: Montag, start: 09:00, end: 10:00}]
    """
    assert advice == []


def test_days_that_are_over(advice):
    """# appointments.yaml
    minutes: 30
    contact: office
    closed: [23.11.2026, 24.11.2026]
    closures:
      - {first: 01.08.2026, last: 14.08.2026}
      - {first: 23.11.2026, last: 24.11.2026}
    subjects: [{id: work, title: {de: Arbeit}}]
    rooms: [{id: room-1, name: Zimmer 1}]
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours: [{weekday: Montag, start: 09:00, end: 10:00}]
        special:
          - {day: 24.11.2026, start: 09:00, end: 10:00}
          - {day: 23.11.2026, start: 09:00, end: 10:00}
        away:
          - {first: 01.03.2026, last: 12.03.2026}
    """
    places = {4: "23.11.2026", 6: "14.08.2026", 17: "23.11.2026", 19: "12.03.2026"}
    assert advice == [
        f"appointments.yaml:{line}: Das ist seit dem {day} vorbei. Löschen Sie die Zeilen."
        for line, day in places.items()
    ]
