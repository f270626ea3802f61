"""Fields misspelt, missing, empty or of the wrong shape. Each docstring is the file as staff wrote it."""


def test_a_misspelt_field_is_one_finding_and_not_also_a_missing_one(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        strat: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:6: Das Feld „strat“ kenne ich nicht. Meinten Sie „start“? Erlaubt: id, name, "
            "weekday, start, end, place, about, first, last, in_school_holidays, on_public_holidays, "
            "pauses, cancelled, moved, extra. Verbessern Sie den Namen oder löschen Sie die Zeile."
        ),
    ]


def test_a_field_nobody_knows_is_listed_with_the_known_ones(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        zimmer: 3
    """
    assert report == [
        (
            "meetups.yaml:8: Das Feld „zimmer“ kenne ich nicht. Erlaubt: id, name, weekday, start, "
            "end, place, about, first, last, in_school_holidays, on_public_holidays, pauses, cancelled, "
            "moved, extra. Verbessern Sie den Namen oder löschen Sie die Zeile."
        ),
    ]


def test_a_missing_field_is_named_at_its_entry(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        place: church
    """
    assert report == [
        ("meetups.yaml:3: Hier fehlt das Feld „start“. Ergänzen Sie eine Zeile, die so beginnt: start:"),
    ]


def test_a_colon_with_nothing_behind_it_is_empty(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name:
        weekday: Freitag
        start: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:4: Bei „name“ steht nichts. Ergänzen Sie den Wert. Braucht es das Feld nicht,"
            " löschen Sie die Zeile."
        ),
    ]


def test_spaces_in_quotes_are_empty_too(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: "  "
    """
    assert report == [
        (
            "topics/housing.yaml:6: Bei „answer.de“ steht nichts. Ergänzen Sie den Wert. Braucht es das"
            " Feld nicht, löschen Sie die Zeile."
        ),
    ]


def test_a_dash_with_nothing_behind_it_is_empty(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    contacts:
      -
    """
    assert report == [
        (
            "topics/housing.yaml:8: Bei „contacts“ steht nichts. Ergänzen Sie den Wert. Braucht es das "
            "Feld nicht, löschen Sie die Zeile."
        ),
    ]


def test_a_list_that_needs_an_entry_has_none(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects: []
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:00, end: 12:00}
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:4: Bei „subjects“ steht kein Eintrag. Schreiben Sie mindestens einen "
            "darunter; er beginnt mit „- “."
        ),
    ]


def test_a_word_where_a_list_belongs(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    contacts: office
    """
    assert report == [
        (
            "topics/housing.yaml:7: Bei „contacts“ muss eine Liste stehen. Schreiben Sie jeden Eintrag "
            "in eine eigene Zeile, die mit „- “ beginnt."
        ),
    ]


def test_a_list_where_a_text_belongs(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: [Wir helfen, bei der Suche]
    """
    assert report == [
        (
            "topics/housing.yaml:6: Bei „answer.de“ muss ein einfacher Text stehen. Schreiben Sie ihn "
            "hinter den Doppelpunkt; beginnt er mit einer Klammer, setzen Sie ihn in Anführungszeichen."
        ),
    ]


def test_a_text_where_languages_belong(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:5: Bei „answer“ fehlen die Sprachen. Schreiben Sie für jede eine "
            "eingerückte Zeile darunter: de: …"
        ),
    ]


def test_a_list_where_fields_belong(report):
    """# contacts.yaml
    - id: office
    - id: in-tact
    """
    assert report == [
        (
            "contacts.yaml:2: Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine "
            "eigene Zeile: first: …"
        ),
    ]


def test_a_word_where_an_entry_belongs(report):
    """# meetups.yaml
    meetups:
      - cafe
    """
    assert report == [
        (
            "meetups.yaml:3: Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine eigene"
            " Zeile: id: …"
        ),
        (
            "topics/work.yaml:7: Das Treffen „cafe“ gibt es in meetups.yaml nicht. Verbessern Sie die "
            "id oder legen Sie das Treffen dort an."
        ),
    ]


def test_all_faults_of_a_file_come_together(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Fritag
        start: 15.00
        place: churc
    """
    assert report == [
        (
            "meetups.yaml:5: „Fritag“ ist kein Wochentag. Meinten Sie „Freitag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
        (
            "meetups.yaml:6: „15.00“ ist keine Uhrzeit. Meinten Sie „15:00“? Schreiben Sie Stunden und "
            "Minuten: 16:00"
        ),
        (
            "meetups.yaml:7: Den Ort „churc“ gibt es in places.yaml nicht. Meinten Sie „church“? "
            "Erlaubt: church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]
