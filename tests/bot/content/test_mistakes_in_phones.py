"""Phone numbers. Each docstring is the file as staff wrote it."""


def test_a_number_with_a_digit_too_many(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 0151 2345678901234
    """
    assert report == [
        (
            "contacts.yaml:6: Die Telefonnummer „0151 2345678901234“ kann es nicht geben. Vergleichen "
            "Sie die Ziffern; die Vorwahl gehört dazu: 07195 13-327"
        ),
    ]


def test_a_number_without_its_area_code(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 13-327
    """
    assert report == [
        (
            "contacts.yaml:6: Die Telefonnummer „13-327“ kann es nicht geben. Vergleichen Sie die "
            "Ziffern; die Vorwahl gehört dazu: 07195 13-327"
        ),
    ]


def test_a_number_whose_end_is_missing(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 1
    """
    assert report == [
        (
            "contacts.yaml:6: Die Telefonnummer „07195 1“ kann es nicht geben. Vergleichen Sie die "
            "Ziffern; die Vorwahl gehört dazu: 07195 13-327"
        ),
    ]


def test_a_short_number_that_does_not_exist(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 116 999
    """
    assert report == [
        (
            "contacts.yaml:6: Die Telefonnummer „116 999“ kann es nicht geben. Vergleichen Sie die "
            "Ziffern; die Vorwahl gehört dazu: 07195 13-327"
        ),
    ]


def test_two_numbers_in_one_field(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327 07195 13-328
    """
    assert report == [
        (
            "contacts.yaml:6: Die Telefonnummer „07195 13-327 07195 13-328“ kann es nicht geben. "
            "Vergleichen Sie die Ziffern; die Vorwahl gehört dazu: 07195 13-327"
        ),
    ]


def test_an_area_code_in_brackets(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: (07195) 13-327
    """
    assert report == [
        (
            "contacts.yaml:6: „(07195) 13-327“ ist keine Telefonnummer. Meinten Sie „07195 13-327“? "
            "Nehmen Sie nur Ziffern, Leerzeichen, - und /, am Anfang auch +: 07195 13-327"
        ),
    ]


def test_a_zero_in_brackets_after_the_country(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: +49 (0)7195 13-327
    """
    assert report == [
        (
            "contacts.yaml:6: „+49 (0)7195 13-327“ ist keine Telefonnummer. Meinten Sie „+49 7195 "
            "13-327“? Nehmen Sie nur Ziffern, Leerzeichen, - und /, am Anfang auch +: 07195 13-327"
        ),
    ]


def test_a_number_in_letters(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: siehe Aushang
    """
    assert report == [
        (
            "contacts.yaml:6: „siehe Aushang“ ist keine Telefonnummer. Nehmen Sie nur Ziffern, "
            "Leerzeichen, - und /, am Anfang auch +: 07195 13-327"
        ),
    ]


def test_a_number_with_two_lines(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: |
          07195 13-327
          07195 13-328
    """
    assert report == [
        (
            "contacts.yaml:6: „07195 13-327 07195 13-328“ ist keine Telefonnummer. Nehmen Sie nur "
            "Ziffern, Leerzeichen, - und /, am Anfang auch +: 07195 13-327"
        ),
    ]
