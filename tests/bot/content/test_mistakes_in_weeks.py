"""Exceptions that do not fit the week of their meetup. Each docstring is the file as staff wrote it."""


def test_a_cancelled_day_on_another_weekday(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        cancelled:
          - 23.12.2026
    """
    assert report == [
        (
            "meetups.yaml:9: Der 23.12.2026 ist ein Mittwoch, das Treffen ist am Freitag. Meinten Sie "
            "„25.12.2026“? Verbessern Sie das Datum."
        ),
    ]


def test_a_cancelled_day_before_the_first(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        first: 01.02.2027
        cancelled:
          - 22.01.2027
    """
    assert report == [
        (
            "meetups.yaml:10: Am 22.01.2027 gibt es das Treffen noch nicht, es beginnt am 01.02.2027. "
            "Meinten Sie „05.02.2027“? Verbessern Sie das Datum oder löschen Sie die Zeile."
        ),
    ]


def test_a_cancelled_day_after_the_last(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        last: 28.07.2027
        cancelled: [30.07.2027]
    """
    assert report == [
        (
            "meetups.yaml:9: Am 30.07.2027 gibt es das Treffen nicht mehr, es endet am 28.07.2027. "
            "Meinten Sie „23.07.2027“? Verbessern Sie das Datum oder löschen Sie die Zeile."
        ),
    ]


def test_a_day_cancelled_twice(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        cancelled:
          - 24.12.2027
          - 31.12.2027
          - 24.12.2027
    """
    assert report == [
        (
            "meetups.yaml:11: Der 24.12.2027 steht zweimal da (auch in Zeile 9). Löschen Sie eine der "
            "beiden Stellen."
        ),
    ]


def test_a_moved_day_that_is_none_of_the_usual_ones(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 26.12.2026
            day: 28.12.2026
    """
    assert report == [
        (
            "meetups.yaml:9: Der 26.12.2026 ist ein Samstag, das Treffen ist am Freitag. Meinten Sie "
            "„25.12.2026“? Verbessern Sie das Datum."
        ),
    ]


def test_a_moved_day_before_the_first(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        first: 05.02.2027
        moved:
          - {usual: 29.01.2027, day: 30.01.2027}
    """
    assert report == [
        (
            "meetups.yaml:10: Am 29.01.2027 gibt es das Treffen noch nicht, es beginnt am 05.02.2027. "
            "Meinten Sie „05.02.2027“? Verbessern Sie das Datum oder löschen Sie die Zeile."
        ),
    ]


def test_a_day_moved_twice(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - {usual: 29.01.2027, day: 30.01.2027}
          - {usual: 29.01.2027, day: 28.01.2027}
    """
    assert report == [
        (
            "meetups.yaml:10: Der 29.01.2027 steht zweimal da (auch in Zeile 9). Löschen Sie eine der "
            "beiden Stellen."
        ),
    ]


def test_a_day_both_cancelled_and_moved(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        cancelled:
          - 29.01.2027
        moved:
          - usual: 29.01.2027
            day: 30.01.2027
    """
    assert report == [
        (
            "meetups.yaml:11: Am 29.01.2027 fällt das Treffen aus (Zeile 9) und ist zugleich verlegt. "
            "Löschen Sie eine der beiden Stellen."
        ),
    ]


def test_a_day_moved_onto_the_next_meetup(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - usual: 29.01.2027
            day: 05.02.2027
    """
    assert report == [
        (
            "meetups.yaml:10: Am 05.02.2027 ist das Treffen ohnehin. Wählen Sie einen anderen Tag. Soll "
            "das Treffen am 29.01.2027 nur ausfallen, schreiben Sie den Tag unter cancelled."
        ),
    ]


def test_an_extra_date_on_a_usual_day(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        extra:
          - day: 05.02.2027
    """
    assert report == [
        (
            "meetups.yaml:9: Am 05.02.2027 um 15:00 ist das Treffen ohnehin. Löschen Sie den Eintrag "
            "oder schreiben Sie eine andere Zeit."
        ),
    ]


def test_an_extra_date_twice(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        extra:
          - day: 06.02.2027
          - day: 06.02.2027
            start: 15:00
    """
    assert report == [
        (
            "meetups.yaml:10: Der 06.02.2027 steht zweimal da (auch in Zeile 9). Löschen Sie eine der "
            "beiden Stellen."
        ),
    ]


def test_a_meetup_twice(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
      - id: cafe
        name: Café am Abend
        weekday: Freitag
        start: 19:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:8: Die id „cafe“ kommt zweimal vor (auch in Zeile 3). Geben Sie einem der "
            "beiden eine andere."
        ),
    ]


def test_a_fault_in_one_meetup_hides_none_in_another(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15 Uhr
        place: church
      - id: open-door
        name: Offene Tür
        weekday: Dienstag
        start: 16:00
        place: church
        cancelled:
          - 25.12.2026
    """
    assert report == [
        (
            "meetups.yaml:6: „15 Uhr“ ist keine Uhrzeit. Meinten Sie „15:00“? Schreiben Sie Stunden und "
            "Minuten: 16:00"
        ),
        (
            "meetups.yaml:14: Der 25.12.2026 ist ein Freitag, das Treffen ist am Dienstag. Meinten Sie "
            "„22.12.2026“? Verbessern Sie das Datum."
        ),
    ]
