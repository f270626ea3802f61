"""Opening hours. Each docstring is the file as staff wrote it."""


def test_opening_hours_that_overlap(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours:
            - {weekday: Montag, start: 09:00, end: 12:00}
            - {weekday: Dienstag, start: 09:00, end: 12:00}
            - {weekday: Montag, start: 11:30, end: 13:00, by_appointment: true}
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:10: Am Montag überschneiden sich 09:00–12:00 und 11:30–13:00. Verbessern Sie "
            "eine der beiden Zeiten."
        ),
    ]


def test_special_hours_that_overlap(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours: []
          special:
            - {day: 23.12.2026, start: 13:00, end: 15:00}
            - {day: 23.12.2026, start: 09:00, end: 13:30}
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:9: Am 23.12.2026 überschneiden sich 09:00–13:30 und 13:00–15:00. Verbessern Sie "
            "eine der beiden Zeiten."
        ),
    ]


def test_opening_hours_that_end_before_they_start(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours:
            - weekday: Montag
              start: 12:00
              end: 09:00
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:10: Das Ende (09:00) liegt nicht nach dem Anfang (12:00). Sind die beiden "
            "vertauscht? Tauschen Sie sie."
        ),
    ]


def test_opening_hours_in_the_night_of_the_clock_change(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours:
            - {weekday: Sonntag, start: 00:00, end: 03:30}
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:8: Sonntags zwischen 02:00 und 03:00 wird die Uhr umgestellt, diese Stunde gibt "
            "es manchmal nicht. Wählen Sie eine andere Zeit."
        ),
    ]


def test_special_hours_in_the_night_of_the_clock_change(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours: []
          special:
            - day: 28.03.2027
              start: 01:00
              end: 02:30
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:11: Am 28.03.2027 wird die Uhr umgestellt, 02:30 gibt es in dieser Nacht nicht "
            "oder zweimal. Wählen Sie eine andere Zeit."
        ),
    ]


def test_special_hours_that_end_before_they_start(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours: []
          special:
            - day: 23.12.2026
              start: 12:00
              end: 12:00
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:11: Das Ende (12:00) liegt nicht nach dem Anfang (12:00). Sind die beiden "
            "vertauscht? Tauschen Sie sie."
        ),
    ]


def test_closed_days_that_end_before_they_begin(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours: []
          closed:
            - {first: 06.01.2027, last: 24.12.2026}
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:9: Das Ende (24.12.2026) liegt nicht nach dem Anfang (06.01.2027). Sind die "
            "beiden vertauscht? Tauschen Sie sie."
        ),
    ]


def test_an_english_weekday_in_the_opening_hours(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours:
            - {weekday: Monday, start: 09:00, end: 12:00}
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:8: „Monday“ ist kein Wochentag. Meinten Sie „Montag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
    ]


def test_a_yearly_closing_day_with_its_year(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours: []
          closed_every_year:
            - 24.12.2026
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:9: „24.12.2026“ ist kein Tag im Jahr. Meinten Sie „24.12.“? Schreiben Sie Tag "
            "und Monat mit zwei Punkten: 24.12."
        ),
    ]


def test_opening_hours_as_a_sentence(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening: montags von 9 bis 12
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert report == [
        (
            "places.yaml:6: Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine eigene "
            "Zeile: hours: …"
        ),
    ]
