"""Weekdays, dates and times. Each docstring is the file as staff wrote it."""


def test_a_misspelt_weekday_is_named_with_the_right_one(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Fritag
        start: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:5: „Fritag“ ist kein Wochentag. Meinten Sie „Freitag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
    ]


def test_an_english_weekday_gets_the_german_one(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Friday
        start: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:5: „Friday“ ist kein Wochentag. Meinten Sie „Freitag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
    ]


def test_an_abbreviated_weekday_gets_the_whole_word(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Fr.
        start: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:5: „Fr.“ ist kein Wochentag. Meinten Sie „Freitag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
    ]


def test_a_time_with_a_dot_gets_a_colon(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15.00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:6: „15.00“ ist keine Uhrzeit. Meinten Sie „15:00“? Schreiben Sie Stunden und "
            "Minuten: 16:00"
        ),
    ]


def test_a_time_in_words_gets_digits(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15 Uhr
        place: church
    """
    assert report == [
        (
            "meetups.yaml:6: „15 Uhr“ ist keine Uhrzeit. Meinten Sie „15:00“? Schreiben Sie Stunden und"
            " Minuten: 16:00"
        ),
    ]


def test_a_time_after_midnight_is_no_time(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 25:00
        place: church
    """
    assert report == [
        "meetups.yaml:6: „25:00“ ist keine Uhrzeit. Schreiben Sie Stunden und Minuten: 16:00",
    ]


def test_a_date_turned_round_is_turned_back(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        cancelled:
          - 24.12.2027
          - 2027-12-31
    """
    assert report == [
        (
            "meetups.yaml:10: „2027-12-31“ ist kein Datum. Meinten Sie „31.12.2027“? Schreiben Sie Tag,"
            " Monat, Jahr: 31.12.2027"
        ),
    ]


def test_a_day_that_no_month_has_is_no_date(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        cancelled: [31.02.2027]
    """
    assert report == [
        "meetups.yaml:8: „31.02.2027“ ist kein Datum. Schreiben Sie Tag, Monat, Jahr: 31.12.2027",
    ]


def test_a_yearly_day_without_its_last_dot(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:00, end: 12:00}
    closed_every_year:
      - 24.12
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:14: „24.12“ ist kein Tag im Jahr. Meinten Sie „24.12.“? Schreiben Sie "
            "Tag und Monat mit zwei Punkten: 24.12."
        ),
    ]


def test_hours_that_end_before_they_start(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 12:00, end: 09:00}
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:12: Das Ende (09:00) liegt nicht nach dem Anfang (12:00). Sind die "
            "beiden vertauscht? Tauschen Sie sie."
        ),
    ]


def test_hours_that_overlap(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:00, end: 12:00}
          - {weekday: Montag, start: 11:30, end: 13:00}
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:11: Am Montag überschneiden sich 09:00–12:00 und 11:30–13:00. Fassen Sie"
            " beide zu einer Zeit zusammen."
        ),
    ]


def test_hours_in_the_night_of_the_clock_change(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Sonntag, start: 00:00, end: 02:30}
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:12: Sonntags zwischen 02:00 und 03:00 wird die Uhr umgestellt, diese "
            "Stunde gibt es manchmal nicht. Wählen Sie eine andere Zeit."
        ),
    ]


def test_a_meetup_in_the_night_of_the_clock_change(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Sonntag
        start: 02:30
        place: church
    """
    assert report == [
        (
            "meetups.yaml:6: Sonntags zwischen 02:00 und 03:00 wird die Uhr umgestellt, diese Stunde "
            "gibt es manchmal nicht. Wählen Sie eine andere Zeit."
        ),
    ]
