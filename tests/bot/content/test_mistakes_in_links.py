"""Mail addresses and links. Each docstring is the file as staff wrote it."""


def test_a_mail_with_two_dots(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: zuhause@winnenden..de
    """
    assert report == [
        (
            "contacts.yaml:6: „zuhause@winnenden..de“ ist keine Mail-Adresse. Schreiben Sie sie wie "
            "zuhause@winnenden.de"
        ),
    ]


def test_a_mail_with_a_comma(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: zuhause@winnenden,de
    """
    assert report == [
        (
            "contacts.yaml:6: „zuhause@winnenden,de“ ist keine Mail-Adresse. Meinten Sie "
            "„zuhause@winnenden.de“? Schreiben Sie sie wie zuhause@winnenden.de"
        ),
    ]


def test_a_mail_with_a_space(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: zuhause @winnenden.de
    """
    assert report == [
        (
            "contacts.yaml:6: „zuhause @winnenden.de“ ist keine Mail-Adresse. Meinten Sie "
            "„zuhause@winnenden.de“? Schreiben Sie sie wie zuhause@winnenden.de"
        ),
    ]


def test_a_mail_copied_from_a_browser(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: mailto:zuhause@winnenden.de
    """
    assert report == [
        (
            "contacts.yaml:6: „mailto:zuhause@winnenden.de“ ist keine Mail-Adresse. Meinten Sie "
            "„zuhause@winnenden.de“? Schreiben Sie sie wie zuhause@winnenden.de"
        ),
    ]


def test_a_mail_without_its_end(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: zuhause@winnenden
    """
    assert report == [
        (
            "contacts.yaml:6: „zuhause@winnenden“ ist keine Mail-Adresse. Schreiben Sie sie wie "
            "zuhause@winnenden.de"
        ),
    ]


def test_a_web_address_where_a_mail_belongs(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        mail: www.winnenden.de
    """
    assert report == [
        (
            "contacts.yaml:6: „www.winnenden.de“ ist keine Mail-Adresse. Schreiben Sie sie wie "
            "zuhause@winnenden.de"
        ),
    ]


def test_a_link_that_is_not_safe(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - title: {de: Stadt Winnenden}
        url: http://www.winnenden.de/wohnen
    """
    assert report == [
        (
            "topics/housing.yaml:7: „http://www.winnenden.de/wohnen“ geht nicht als Link. Meinten Sie "
            "„https://www.winnenden.de/wohnen“? Schreiben Sie die ganze Adresse, sie beginnt mit https://"
        ),
    ]


def test_a_link_without_its_beginning(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - title: {de: Stadt Winnenden}
        url: www.winnenden.de
    """
    assert report == [
        (
            "topics/housing.yaml:7: „www.winnenden.de“ geht nicht als Link. Meinten Sie "
            "„https://www.winnenden.de“? Schreiben Sie die ganze Adresse, sie beginnt mit https://"
        ),
    ]


def test_a_link_with_a_space(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - title: {de: Stadt Winnenden}
        url: https://www.winnenden.de/unser wohnen
    """
    assert report == [
        (
            "topics/housing.yaml:7: „https://www.winnenden.de/unser wohnen“ geht nicht als Link. "
            "Schreiben Sie die ganze Adresse, sie beginnt mit https://"
        ),
    ]


def test_a_mail_where_a_link_belongs(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - title: {de: Stadt Winnenden}
        url: zuhause@winnenden.de
    """
    assert report == [
        (
            "topics/housing.yaml:7: „zuhause@winnenden.de“ geht nicht als Link. Schreiben Sie die ganze "
            "Adresse, sie beginnt mit https://"
        ),
    ]


def test_a_link_without_a_title(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - url: https://www.winnenden.de
    """
    assert report == [
        (
            "topics/housing.yaml:6: Hier fehlt das Feld „title“. Ergänzen Sie eine Zeile, die so "
            "beginnt: title:"
        ),
    ]


def test_a_link_as_a_bare_address(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer: {de: Wir helfen.}
    links:
      - https://www.winnenden.de
    """
    assert report == [
        (
            "topics/housing.yaml:6: Hier fehlen die Felder. Schreiben Sie jedes mit Doppelpunkt in eine "
            "eigene Zeile: title: …"
        ),
    ]


def test_an_unsafe_link_inside_a_text(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen}
    answer:
      de: |
        Wir helfen.
        Mehr steht auf http://www.winnenden.de/wohnen.
    """
    assert report == [
        (
            "topics/housing.yaml:7: Der Link „http://www.winnenden.de/wohnen“ im Text ist nicht sicher. "
            "Meinten Sie „https://www.winnenden.de/wohnen“? Schreiben Sie ihn mit https:// unter links, "
            "dann wird er eine Taste."
        ),
    ]


def test_an_unsafe_link_in_another_language(report):
    """# topics/housing.yaml
    id: housing
    title: {de: Wohnen, uk: Житло}
    answer:
      de: Wir helfen.
      uk: >
        Ми допомагаємо. Докладніше
        (http://winnenden.de).
    """
    assert report == [
        (
            "topics/housing.yaml:8: Der Link „http://winnenden.de“ im Text ist nicht sicher. Meinten Sie "
            "„https://winnenden.de“? Schreiben Sie ihn mit https:// unter links, dann wird er eine Taste."
        ),
    ]


def test_an_unsafe_link_in_the_role_of_a_contact(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        role: {de: "Fragen zu HTTP://winnenden.de"}
        phone: 07195 13-327
    """
    assert report == [
        (
            "contacts.yaml:6: Der Link „HTTP://winnenden.de“ im Text ist nicht sicher. Meinten Sie "
            "„https://winnenden.de“? Schreiben Sie ihn mit https:// unter links, dann wird er eine Taste."
        ),
    ]
