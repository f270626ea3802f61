"""Texts, languages and numbers that do not fit their field. Each docstring is the file as staff wrote it."""


def test_a_language_nobody_knows(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
      ukr: Ми допомагаємо.
    """
    assert report == [
        (
            "topics/housing.yaml:7: „ukr“ ist kein Sprachkürzel. Meinten Sie „uk“? Erlaubt: de, en, uk,"
            " ru, ar, fa, ps, tr, kmr, ckb, ti, so, fr, sq."
        ),
    ]


def test_a_language_by_its_name_in_further_questions(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    examples:
      english:
        - I need a flat
    """
    assert report == [
        (
            "topics/housing.yaml:8: „english“ ist kein Sprachkürzel. Erlaubt: de, en, uk, ru, ar, fa, "
            "ps, tr, kmr, ckb, ti, so, fr, sq."
        ),
    ]


def test_a_text_without_german(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      en: We help you search.
    """
    assert report == [
        (
            "topics/housing.yaml:5: Bei „answer“ fehlt der deutsche Text. Ergänzen Sie eine Zeile, die "
            "so beginnt: de:"
        ),
    ]


def test_a_title_too_long_for_a_button(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen und Arbeiten und Leben in Winnenden
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        ("topics/housing.yaml:4: Der Text bei „title.de“ hat 42 Zeichen, erlaubt sind 40. Kürzen Sie ihn."),
    ]


def test_an_id_with_capitals_and_umlauts(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: Büro
        title: {de: Arbeit}
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
            "appointments.yaml:5: „Büro“ geht nicht als id. Nehmen Sie nur kleine Buchstaben a–z, "
            "Ziffern und Bindestriche. Meinten Sie „buero“?"
        ),
    ]


def test_a_phone_number_with_words(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327 (vormittags)
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:6: „07195 13-327 (vormittags)“ ist keine Telefonnummer. Meinten Sie "
            "„07195 13-327“? Nehmen Sie nur Ziffern, Leerzeichen, - und /, am Anfang auch +: 07195 13-327"
        ),
    ]


def test_a_mail_address_without_at(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: zuhause(at)winnenden.de
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:6: „zuhause(at)winnenden.de“ ist keine Mail-Adresse. Meinten Sie "
            "„zuhause@winnenden.de“? Schreiben Sie sie wie zuhause@winnenden.de"
        ),
    ]


def test_a_number_in_words(report):
    """# appointments.yaml
    minutes: dreißig
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
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        ("appointments.yaml:2: „dreißig“ bei „minutes“ ist keine ganze Zahl. Schreiben Sie nur Ziffern: 30"),
    ]


def test_a_number_that_fits_no_five_minutes(report):
    """# appointments.yaml
    minutes: 32
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
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        "appointments.yaml:2: „32“ bei „minutes“ geht nicht. Schreiben Sie ein Vielfaches von 5.",
    ]


def test_a_number_that_is_too_small(report):
    """# appointments.yaml
    minutes: 0
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
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        "appointments.yaml:2: „0“ bei „minutes“ ist zu klein. Schreiben Sie 5 oder mehr.",
    ]


def test_a_number_that_is_too_large(report):
    """# appointments.yaml
    minutes: 30
    horizon_days: 9999
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
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        ("appointments.yaml:3: „9999“ bei „horizon_days“ ist zu groß. Schreiben Sie 365 oder weniger."),
    ]


def test_neither_yes_nor_no(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
        example: vielleicht
    """
    assert report == [
        (
            "contacts.yaml:9: „vielleicht“ bei „example“ verstehe ich nicht. Schreiben Sie true (ja) "
            "oder false (nein)."
        ),
    ]


def test_a_coordinate_with_a_comma(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
      - id: house
        name: {de: Asarija Haus}
        address: Asarija Haus
        latitude: 48,875
        longitude: 9.398
    """
    assert report == [
        (
            "places.yaml:9: „48,875“ bei „latitude“ ist keine Zahl. Schreiben Sie nur Ziffern, bei "
            "Kommazahlen mit Punkt: 48.87"
        ),
    ]


def test_a_coordinate_off_the_globe(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
      - id: house
        name: {de: Asarija Haus}
        address: Asarija Haus
        latitude: nan
        longitude: 9.398
    """
    assert report == [
        "places.yaml:9: „nan“ bei „latitude“ ist zu groß. Schreiben Sie 90 oder weniger.",
    ]


def test_half_a_pair_of_coordinates(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
      - id: house
        name: {de: Asarija Haus}
        address: Asarija Haus
        latitude: 48.875
    """
    assert report == [
        (
            "places.yaml:9: latitude und longitude gehören zusammen. Ergänzen Sie „longitude“ oder "
            "löschen Sie das andere Feld."
        ),
    ]
