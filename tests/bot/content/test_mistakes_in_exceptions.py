"""Pauses, moved and extra dates. Each docstring is the file as staff wrote it."""


def test_a_pause_that_ends_before_it_begins(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        pauses:
          - first: 10.09.2027
            last: 29.07.2027
    """
    assert report == [
        (
            "meetups.yaml:10: Das Ende (29.07.2027) liegt nicht nach dem Anfang (10.09.2027). Sind die "
            "beiden vertauscht? Tauschen Sie sie."
        ),
    ]


def test_a_pause_without_an_end(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        pauses:
          - first: 29.07.2027
    """
    assert report == [
        "meetups.yaml:9: Hier fehlt das Feld „last“. Ergänzen Sie eine Zeile, die so beginnt: last:",
    ]


def test_a_pause_that_is_a_single_day(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        pauses:
          - 29.07.2027
    """
    assert report == [
        (
            "meetups.yaml:9: Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine eigene "
            "Zeile: first: …"
        ),
    ]


def test_a_meetup_that_ends_before_it_begins(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        end: 14:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:7: Das Ende (14:00) liegt nicht nach dem Anfang (15:00). Sind die beiden "
            "vertauscht? Tauschen Sie sie."
        ),
    ]


def test_a_last_day_before_the_first(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        end: 17:00
        place: church
        first: 5.2.2027
        last: 29.1.2027
    """
    assert report == [
        (
            "meetups.yaml:10: Das Ende (29.01.2027) liegt nicht nach dem Anfang (05.02.2027). Sind die "
            "beiden vertauscht? Tauschen Sie sie."
        ),
    ]


def test_a_moved_date_that_ends_before_it_begins(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 29.01.2027
            day: 30.01.2027
            start: 17:00
            end: 15:00
    """
    assert report == [
        (
            "meetups.yaml:12: Das Ende (15:00) liegt nicht nach dem Anfang (17:00). Sind die beiden "
            "vertauscht? Tauschen Sie sie."
        ),
    ]


def test_a_moved_date_in_the_hour_that_does_not_exist(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 26.03.2027
            day: 28.03.2027
            start: 02:30
    """
    assert report == [
        (
            "meetups.yaml:11: Am 28.03.2027 wird die Uhr umgestellt, 02:30 gibt es in dieser Nacht nicht "
            "oder zweimal. Wählen Sie eine andere Zeit."
        ),
    ]


def test_an_extra_date_that_ends_in_the_hour_there_is_twice(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        extra:
          - day: 31.10.2027
            start: 0:30
            end: 2:15
    """
    assert report == [
        (
            "meetups.yaml:11: Am 31.10.2027 wird die Uhr umgestellt, 02:15 gibt es in dieser Nacht nicht "
            "oder zweimal. Wählen Sie eine andere Zeit."
        ),
    ]


def test_a_moved_date_without_the_usual_day(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - day: 30.01.2027
    """
    assert report == [
        "meetups.yaml:9: Hier fehlt das Feld „usual“. Ergänzen Sie eine Zeile, die so beginnt: usual:",
    ]


def test_a_misspelt_field_of_a_moved_date(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 29.01.2027
            day: 30.01.2027
            strat: 16:00
    """
    assert report == [
        (
            "meetups.yaml:11: Das Feld „strat“ kenne ich nicht. Meinten Sie „start“? Erlaubt: day, "
            "start, end, place, usual. Verbessern Sie den Namen oder löschen Sie die Zeile."
        ),
    ]


def test_a_moved_date_at_a_place_that_does_not_exist(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 29.01.2027
            day: 30.01.2027
            place: hose
    """
    assert report == [
        (
            "meetups.yaml:11: Den Ort „hose“ gibt es in places.yaml nicht. Meinten Sie „house“? Erlaubt: "
            "church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_an_extra_date_at_a_place_that_does_not_exist(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        extra:
          - day: 30.01.2027
            place: churhc
    """
    assert report == [
        (
            "meetups.yaml:10: Den Ort „churhc“ gibt es in places.yaml nicht. Meinten Sie „church“? "
            "Erlaubt: church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_neither_yes_nor_no_about_holidays(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        in_school_holidays: manchmal
    """
    assert report == [
        (
            "meetups.yaml:8: „manchmal“ bei „in_school_holidays“ verstehe ich nicht. Schreiben Sie true "
            "(ja) oder false (nein)."
        ),
    ]
