"""Indentation, colons, repetitions and references. Each docstring is the file as staff wrote it."""


def test_a_field_twice(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    title:
      de: Wohnung
    """
    assert report == [
        (
            "topics/housing.yaml:7: „title“ steht zweimal da (auch in Zeile 3). Löschen Sie eine der "
            "beiden Stellen."
        ),
    ]


def test_a_language_twice(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
      de: Noch einmal.
    """
    assert report == [
        (
            "topics/housing.yaml:7: „de“ steht zweimal da (auch in Zeile 6). Löschen Sie eine der "
            "beiden Stellen."
        ),
    ]


def test_a_colon_inside_a_text(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Hinweis: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Im Text steht ein Doppelpunkt mit Leerzeichen. Setzen Sie den "
            'ganzen Text in Anführungszeichen: de: "Montag: geschlossen"'
        ),
    ]


def test_a_colon_without_a_space(report):
    """# topics/housing.yaml
    id:housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:2: Hier fehlt ein Doppelpunkt oder das Leerzeichen dahinter. Schreiben"
            " Sie das Feld, einen Doppelpunkt, ein Leerzeichen und den Wert: phone: 07195 13-327"
        ),
    ]


def test_a_line_without_a_colon(report):
    """# topics/housing.yaml
    id housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:2: Hier fehlt ein Doppelpunkt oder das Leerzeichen dahinter. Schreiben"
            " Sie das Feld, einen Doppelpunkt, ein Leerzeichen und den Wert: phone: 07195 13-327"
        ),
    ]


def test_a_colon_in_the_second_line_of_a_text(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
        Bitte beachten
        Montag: geschlossen
    """
    assert report == [
        (
            "topics/housing.yaml:8: Im Text steht ein Doppelpunkt mit Leerzeichen. Setzen Sie den "
            'ganzen Text in Anführungszeichen: de: "Montag: geschlossen"'
        ),
    ]


def test_a_merge_key(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: &help
      de: Wir helfen.
    <<: *help
    """
    assert report == [
        (
            "topics/housing.yaml:4: Ein Text darf nicht mit & beginnen. Setzen Sie den ganzen Text in "
            "Anführungszeichen."
        ),
        (
            "topics/housing.yaml:6: Verweise mit << werden nicht gelesen. Schreiben Sie die Angaben "
            "hier noch einmal aus."
        ),
    ]


def test_a_second_document(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    ---
    id: work
    """
    assert report == [
        (
            "topics/housing.yaml:7: Hier beginnt mit --- ein zweites Dokument, es wird nicht gelesen. "
            "Löschen Sie die Zeile mit ---."
        ),
    ]


def test_a_line_indented_too_little(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
     en: We help.
    """
    assert report == [
        (
            "topics/housing.yaml:7: Die Zeile ist falsch eingerückt oder passt nicht zur Zeile davor. "
            "Gleiche Felder stehen genau untereinander, Unterpunkte zwei Leerzeichen weiter rechts; "
            "hinter jedem Doppelpunkt steht ein Leerzeichen."
        ),
    ]


def test_a_line_indented_too_much(report):
    """# topics/housing.yaml
    id: housing
      title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:3: Die Zeile ist falsch eingerückt oder passt nicht zur Zeile davor. "
            "Gleiche Felder stehen genau untereinander, Unterpunkte zwei Leerzeichen weiter rechts; "
            "hinter jedem Doppelpunkt steht ein Leerzeichen."
        ),
    ]


def test_a_list_with_a_broken_entry(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
       - id: other
    """
    assert report == [
        (
            "contacts.yaml:9: Die Zeile ist falsch eingerückt oder passt nicht zur Zeile davor. Gleiche"
            " Felder stehen genau untereinander, Unterpunkte zwei Leerzeichen weiter rechts; hinter "
            "jedem Doppelpunkt steht ein Leerzeichen."
        ),
    ]
