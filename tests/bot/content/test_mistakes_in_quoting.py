"""Texts that need quotation marks, or have too many. Each docstring is the file as staff wrote it."""


def test_a_quotation_mark_never_closed(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: "Wohnen
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:4: Ein Anführungszeichen wird geöffnet und nicht geschlossen. Setzen "
            "Sie es auch ans Ende des Textes."
        ),
    ]


def test_text_after_a_closing_quotation_mark(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: "Wir" helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Nach dem schließenden Anführungszeichen geht der Text weiter. "
            "Löschen Sie beide Anführungszeichen oder schreiben Sie hinter den Doppelpunkt | und den "
            "Text eingerückt darunter."
        ),
    ]


def test_an_apostrophe_inside_single_quotes(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: 'Wie geht's?'
    """
    assert report == [
        (
            "topics/housing.yaml:6: Nach dem schließenden Anführungszeichen geht der Text weiter. "
            "Löschen Sie beide Anführungszeichen oder schreiben Sie hinter den Doppelpunkt | und den "
            "Text eingerückt darunter."
        ),
    ]


def test_a_bracket_never_closed(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    contacts: [office
    """
    assert report == [
        (
            "topics/housing.yaml:7: Eine Klammer [ oder { wird geöffnet und nicht geschlossen. "
            "Schließen Sie sie oder setzen Sie den Text in Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_a_bracket(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: [Neu] Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den "
            "ganzen Text in Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_a_dash(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: - Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den "
            "ganzen Text in Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_a_bar(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: | Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den "
            "ganzen Text in Anführungszeichen."
        ),
    ]


def test_a_star_and_more_words(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: *Wir* helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den "
            "ganzen Text in Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_an_at_sign(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: @home Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Mit diesem Zeichen darf ein Text nicht beginnen. Setzen Sie den "
            "ganzen Text in Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_a_star(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: *Wichtig
    """
    assert report == [
        (
            "topics/housing.yaml:6: Ein Text darf nicht mit * beginnen. Setzen Sie den ganzen Text in "
            "Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_an_ampersand(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: &co Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Ein Text darf nicht mit & beginnen. Setzen Sie den ganzen Text in "
            "Anführungszeichen."
        ),
    ]


def test_a_text_that_starts_with_an_exclamation_mark(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: !Achtung Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:6: Ein Text darf nicht mit ! beginnen. Setzen Sie den ganzen Text in "
            "Anführungszeichen."
        ),
    ]


def test_a_backslash_in_quotes(report):
    r"""# topics/housing.yaml
    id: housing
    title:
      de: "Wohnen\Arbeit"
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            'topics/housing.yaml:4: Ein umgekehrter Schrägstrich \\ hat zwischen " und " eine besondere '
            "Bedeutung. Löschen Sie ihn oder nehmen Sie ' statt \"."
        ),
    ]


def test_brackets_left_of_the_colon(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    ? [a]
    : b
    """
    assert report == [
        (
            "topics/housing.yaml:7: Links vom Doppelpunkt darf nur ein Wort stehen. Setzen Sie Text mit"
            " Klammern in Anführungszeichen."
        ),
    ]


def test_brackets_in_brackets(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: [[[[[[[[[[[[a]]]]]]]]]]]]
    """
    assert report == [
        (
            "topics/housing.yaml:6: Hier ist zu tief verschachtelt. Setzen Sie Text mit Klammern in "
            "Anführungszeichen."
        ),
    ]
