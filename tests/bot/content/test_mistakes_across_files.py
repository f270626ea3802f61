"""Entries that do not fit together. Each docstring is the file as staff wrote it."""

from bot.content.journeys import JOURNEYS


def test_a_place_that_does_not_exist(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: chruch
    """
    assert report == [
        (
            "meetups.yaml:7: Den Ort „chruch“ gibt es in places.yaml nicht. Meinten Sie „church“? "
            "Erlaubt: church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_a_contact_that_does_not_exist(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    contacts:
      - ofice
    """
    assert report == [
        (
            "topics/housing.yaml:8: Den Kontakt „ofice“ gibt es in contacts.yaml nicht. Meinten Sie "
            "„office“? Erlaubt: office, in-tact. Verbessern Sie die id oder legen Sie den Kontakt dort "
            "an."
        ),
    ]


def test_a_meetup_that_does_not_exist(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    meetups:
      - café
    """
    assert report == [
        (
            "topics/housing.yaml:8: Das Treffen „café“ gibt es in meetups.yaml nicht. Meinten Sie "
            "„cafe“? Erlaubt: cafe. Verbessern Sie die id oder legen Sie das Treffen dort an."
        ),
    ]


def test_a_place_of_a_topic_that_does_not_exist(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    places:
      - townhall
    """
    assert report == [
        (
            "topics/housing.yaml:8: Den Ort „townhall“ gibt es in places.yaml nicht. Erlaubt: church, "
            "house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_a_button_that_leads_nowhere(report):
    """# topics/housing.yaml
    id: housing
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    buttons:
      - book-apointment
      - work
    """
    assert report == [
        (
            "topics/housing.yaml:8: „book-apointment“ ist weder ein Thema noch ein Ablauf. Meinten Sie "
            f"„book-appointment“? Erlaubt: emergency, housing, work, {', '.join(JOURNEYS)}. Verbessern Sie "
            "die id oder löschen Sie die Zeile."
        ),
    ]


def test_a_first_contact_that_does_not_exist(report):
    """# contacts.yaml
    first: in-takt
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:2: Den Kontakt „in-takt“ gibt es in contacts.yaml nicht. Meinten Sie "
            "„in-tact“? Erlaubt: office, in-tact. Verbessern Sie die id oder legen Sie den Kontakt dort"
            " an."
        ),
    ]


def test_a_first_contact_whom_nobody_can_reach(report):
    """# contacts.yaml
    first: in-tact
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
    """
    assert report == [
        (
            "contacts.yaml:7: Der erste Kontakt „in-tact“ hat weder phone noch mail. Ergänzen Sie eines"
            " davon oder wählen Sie einen anderen."
        ),
    ]


def test_appointments_at_a_place_and_with_a_contact_that_do_not_exist(report):
    """# appointments.yaml
    minutes: 30
    contact: me
    place: here
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
        (
            "appointments.yaml:3: Den Kontakt „me“ gibt es in contacts.yaml nicht. Erlaubt: office, "
            "in-tact. Verbessern Sie die id oder legen Sie den Kontakt dort an."
        ),
        (
            "appointments.yaml:4: Den Ort „here“ gibt es in places.yaml nicht. Erlaubt: church, house. "
            "Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_a_place_of_a_contact_that_does_not_exist(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: IN Tact
        place: hause
    """
    assert report == [
        (
            "contacts.yaml:9: Den Ort „hause“ gibt es in places.yaml nicht. Meinten Sie „house“? "
            "Erlaubt: church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_an_id_used_twice(report):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
      - id: church
        name: {de: Asarija Haus}
        address: Asarija Haus
    """
    assert report == [
        (
            "places.yaml:6: Die id „church“ kommt zweimal vor (auch in Zeile 3). Geben Sie einem der "
            "beiden eine andere."
        ),
        (
            "topics/work.yaml:6: Den Ort „house“ gibt es in places.yaml nicht. Erlaubt: church. "
            "Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_an_adviser_twice(report):
    """# appointments.yaml
    minutes: 30
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
      - id: adviser-1
        name: Berater 2
        room: room-1
        hours: []
    rooms: [{id: room-1, name: Zimmer 1}]
    """
    assert report == [
        (
            "appointments.yaml:13: Die id „adviser-1“ kommt zweimal vor (auch in Zeile 8). Geben Sie "
            "einem der beiden eine andere."
        ),
    ]


def test_an_id_that_differs_from_the_file_name(report):
    """# topics/housing.yaml
    id: wohnen
    title:
      de: Wohnen
    answer:
      de: Wir helfen bei der Suche.
    """
    assert report == [
        (
            "topics/housing.yaml:2: Die id „wohnen“ passt nicht zum Dateinamen. Schreiben Sie id: "
            "housing oder benennen Sie die Datei in wohnen.yaml um."
        ),
    ]


def test_a_question_that_belongs_to_two_topics(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    examples:
      en:
        - "wo  finde ich eine wohnung?"
    """
    assert report == [
        (
            "topics/work.yaml:7: Die Frage „wo finde ich eine wohnung?“ steht auch bei einem anderen "
            "Thema: topics/housing.yaml:7. Löschen Sie sie an einer der beiden Stellen."
        ),
    ]


def test_dead_references_are_named_beside_other_faults(report):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Fritag
        start: 15:00
        place: chruch
    """
    assert report == [
        (
            "meetups.yaml:5: „Fritag“ ist kein Wochentag. Meinten Sie „Freitag“? Erlaubt: Montag, "
            "Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag."
        ),
        (
            "meetups.yaml:7: Den Ort „chruch“ gibt es in places.yaml nicht. Meinten Sie „church“? "
            "Erlaubt: church, house. Verbessern Sie die id oder legen Sie den Ort dort an."
        ),
    ]


def test_a_broken_contacts_file_does_not_make_every_contact_dead(report):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
      - id: in-tact
        name: "IN Tact
    """
    assert report == [
        (
            "contacts.yaml:8: Ein Anführungszeichen wird geöffnet und nicht geschlossen. Setzen Sie es "
            "auch ans Ende des Textes."
        ),
    ]
