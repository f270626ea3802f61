"""States of texts, subjects and contacts. Each docstring is the file as somebody left it."""


def test_a_state_in_a_language_nobody_knows(report):
    """# states.yaml
    states:
      topics/work:
        xx: {of: 3f2a9c1b, text: 3f2a9c1b}
    """
    assert report == [
        (
            "states.yaml:4: „xx“ ist kein Sprachkürzel. Erlaubt: de, en, uk, ru, ar, fa, ps, tr, kmr, "
            "ckb, ti, so, fr, sq."
        ),
    ]


def test_a_state_whose_fingerprint_is_cut(report):
    """# states.yaml
    states:
      topics/work:
        de: {of: 3f2a9c1, text: 3f2a9c1b}
    """
    assert report == [
        (
            "states.yaml:4: „3f2a9c1“ ist kein Fingerabdruck eines Textes. Löschen Sie den Eintrag; das "
            "Programm schreibt ihn neu."
        ),
    ]


def test_a_state_reviewed_on_no_day(report):
    """# states.yaml
    states:
      topics/work:
        de: {of: 3f2a9c1b, text: 3f2a9c1b, reviewed: gestern, by: Anna Muster}
    """
    assert report == [
        "states.yaml:4: „gestern“ ist kein Datum. Schreiben Sie Tag, Monat, Jahr: 31.12.2027",
    ]


def test_a_state_with_a_field_nobody_knows(report):
    """# states.yaml
    states:
      topics/work:
        de:
          of: 3f2a9c1b
          text: 3f2a9c1b
          checked: 22.11.2026
    """
    assert report == [
        (
            "states.yaml:7: Das Feld „checked“ kenne ich nicht. Erlaubt: of, text, reviewed, by. "
            "Verbessern Sie den Namen oder löschen Sie die Zeile."
        ),
    ]


def test_states_as_a_list(report):
    """# states.yaml
    states:
      - topics/work
    """
    assert report == [
        (
            "states.yaml:2: Hier fehlt der Stand der Texte. Diese Datei schreibt das Programm: Löschen "
            "Sie den Eintrag und vermerken Sie ihn neu mit zuhause content review."
        ),
    ]


def test_states_that_git_could_not_merge(report):
    """# states.yaml
    states:
    <<<<<<< HEAD
      topics/work:
        de: {of: 3f2a9c1b, text: 3f2a9c1b}
    =======
    """
    assert report == [
        (
            "states.yaml:3: Hier haben zwei Personen dasselbe geändert, und beide Fassungen stehen da. "
            "Löschen Sie eine der beiden und die Zeilen mit <<<<<<<, ======= und >>>>>>>."
        ),
    ]


def test_a_subject_too_long_for_a_button(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit, fr: "Travail, formation et reconnaissance des diplômes"}
    advisers:
      - id: adviser-1
        name: Beraterin 1
        room: room-1
        hours:
          - {weekday: Montag, start: 09:00, end: 12:00}
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        ("appointments.yaml:6: Der Text bei „title.fr“ hat 49 Zeichen, erlaubt sind 40. Kürzen Sie ihn."),
    ]


def test_a_subject_twice(report):
    """# appointments.yaml
    minutes: 30
    contact: office
    subjects:
      - id: work
        title: {de: Arbeit}
      - id: work
        title: {de: Ausbildung}
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
            "appointments.yaml:7: Die id „work“ kommt zweimal vor (auch in Zeile 5). Geben Sie einem der "
            "beiden eine andere."
        ),
    ]


def test_a_contact_twice(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:9: Die id „in-tact“ kommt zweimal vor (auch in Zeile 7). Geben Sie einem der "
            "beiden eine andere."
        ),
    ]


def test_a_name_that_is_translated_by_mistake(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: {de: Integrationsmanagement, en: Integration management}
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:5: Bei „name“ muss ein einfacher Text stehen. Schreiben Sie ihn hinter den "
            "Doppelpunkt; beginnt er mit einer Klammer, setzen Sie ihn in Anführungszeichen."
        ),
    ]


def test_an_id_with_spaces(report):
    """# meetups.yaml
    meetups:
      - id: Ukraine Café
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
    """
    assert report == [
        (
            "meetups.yaml:3: „Ukraine Café“ geht nicht als id. Nehmen Sie nur kleine Buchstaben a–z, "
            "Ziffern und Bindestriche. Meinten Sie „ukraine-cafe“?"
        ),
        (
            "topics/work.yaml:7: Das Treffen „cafe“ gibt es in meetups.yaml nicht. Erlaubt: Ukraine "
            "Café. Verbessern Sie die id oder legen Sie das Treffen dort an."
        ),
    ]
