"""Advice: what works and will trouble somebody. Each docstring is the file as staff wrote it."""


def test_a_field_that_is_missing_in_one_language(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, uk: Робота}
    answer:
      de: Wir helfen.
      uk: Ми допомагаємо.
    more:
      de: Das kostet nichts.
    """
    assert advice == [
        (
            "topics/work.yaml:3: Bei uk fehlt: more. Ergänzen Sie die Übersetzung, sonst lesen Menschen "
            "zwei Sprachen durcheinander."
        ),
    ]


def test_a_title_that_is_missing_where_the_answer_is_there(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: Wir helfen.
      uk: Ми допомагаємо.
    """
    assert advice == [
        (
            "topics/work.yaml:6: Bei uk fehlt: title. Ergänzen Sie die Übersetzung, sonst lesen Menschen "
            "zwei Sprachen durcheinander."
        ),
    ]


def test_a_new_german_text_that_all_languages_miss_is_one_piece_of_advice(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, en: Work, uk: Робота, fr: Travail}
    answer: {de: Wir helfen., en: We help., uk: Ми допомагаємо., fr: Nous aidons.}
    more:
      de: Das kostet nichts.
      fr: C’est gratuit.
    """
    assert advice == [
        (
            "topics/work.yaml:3: Bei en, uk fehlt: more. Ergänzen Sie die Übersetzung, sonst lesen "
            "Menschen zwei Sprachen durcheinander."
        ),
    ]


def test_the_name_of_a_link_that_is_missing_in_one_language(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, en: Work}
    answer: {de: Wir helfen., en: We help.}
    links:
      - title: {de: Stadt Winnenden, en: Town of Winnenden}
        url: https://www.winnenden.de
      - title: {de: Jobbörse}
        url: https://www.arbeitsagentur.de
    """
    assert advice == [
        (
            "topics/work.yaml:3: Bei en fehlt: title (links 2). Ergänzen Sie die Übersetzung, sonst "
            "lesen Menschen zwei Sprachen durcheinander."
        ),
    ]


def test_a_german_text_in_the_arabic_line(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, ar: العمل}
    answer:
      de: Wir helfen.
      ar: Wir helfen Ihnen.
    """
    assert advice == [
        (
            "topics/work.yaml:6: Der Text bei „answer.ar“ hat keinen Buchstaben der Schrift, in der man "
            "diese Sprache schreibt. Prüfen Sie, ob er in der richtigen Zeile steht."
        ),
    ]


def test_an_arabic_text_in_the_turkish_line(advice):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
        role:
          de: Beratung
          tr: استشارة
      - id: in-tact
        name: IN Tact
    """
    assert advice == [
        (
            "contacts.yaml:9: Der Text bei „role.tr“ hat keinen Buchstaben der Schrift, in der man diese "
            "Sprache schreibt. Prüfen Sie, ob er in der richtigen Zeile steht."
        ),
    ]


def test_a_latin_title_in_the_tigrinya_line(advice):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche, ti: Katholische Kirche}
        address: Marienstr. 2
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert advice == [
        (
            "places.yaml:4: Der Text bei „name.ti“ hat keinen Buchstaben der Schrift, in der man diese "
            "Sprache schreibt. Prüfen Sie, ob er in der richtigen Zeile steht."
        ),
    ]


def test_the_number_of_a_contact_in_an_answer(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: |
        Wir helfen.
        Rufen Sie an, Telefon 07195/13327.
    """
    assert advice == [
        (
            "topics/work.yaml:7: „07195/13327“ steht mitten im Text und gehört zum Kontakt „office“. "
            "Löschen Sie es hier und nennen Sie im Thema nur die id unter contacts."
        ),
    ]


def test_the_number_of_a_contact_as_one_dials_it_from_abroad(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: "Rufen Sie an: +49 (0) 7195 13327."}
    """
    assert advice == [
        (
            "topics/work.yaml:4: „+49 (0) 7195 13327“ steht mitten im Text und gehört zum Kontakt „office“. "
            "Löschen Sie es hier und nennen Sie im Thema nur die id unter contacts."
        ),
    ]


def test_the_extension_of_a_contact_in_an_answer(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wählen Sie 13-327.}
    """
    assert advice == [
        (
            "topics/work.yaml:4: „13-327“ steht mitten im Text und gehört zum Kontakt „office“. Löschen "
            "Sie es hier und nennen Sie im Thema nur die id unter contacts."
        ),
    ]


def test_the_mail_of_a_contact_in_a_text_behind_more(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    more: {de: Schreiben Sie an Zuhause@Winnenden.de}
    """
    assert advice == [
        (
            "topics/work.yaml:5: „Zuhause@Winnenden.de“ steht mitten im Text und gehört zum Kontakt "
            "„office“. Löschen Sie es hier und nennen Sie im Thema nur die id unter contacts."
        ),
    ]


def test_a_number_that_is_no_contact_yet(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, en: Work}
    answer:
      de: Die Agentur für Arbeit hat die Nummer 0800 4 5555 00.
      en: "The job centre: 0800 4 5555 00"
    """
    assert advice == [
        (
            "topics/work.yaml:5: „0800 4 5555 00“ steht mitten im Text. Legen Sie dafür einen Kontakt in "
            "contacts.yaml an und nennen Sie im Thema nur seine id unter contacts."
        ),
    ]


def test_a_short_number_that_is_no_contact_yet(advice):
    """# topics/emergency.yaml
    id: emergency
    title: {de: Notfall}
    answer: {de: "Rufen Sie 112. Der Arzt hat die Nummer 116 117."}
    """
    assert advice == [
        (
            "topics/emergency.yaml:4: „116 117“ steht mitten im Text. Legen Sie dafür einen Kontakt in "
            "contacts.yaml an und nennen Sie im Thema nur seine id unter contacts."
        ),
    ]


def test_a_mail_that_is_no_contact_yet(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        about:
          de: Fragen an cafe@example.org
    """
    assert advice == [
        (
            "meetups.yaml:9: „cafe@example.org“ steht mitten im Text. Legen Sie dafür einen Kontakt in "
            "contacts.yaml an und nennen Sie im Thema nur seine id unter contacts."
        ),
    ]


def test_a_meetup_that_is_over(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        first: 04.09.2026
        last: 30.10.2026
    """
    assert advice == [
        (
            "meetups.yaml:9: Das Treffen gibt es seit dem 30.10.2026 nicht mehr. Löschen Sie es oder "
            "verbessern Sie den letzten Tag."
        ),
    ]


def test_a_meetup_that_is_over_but_for_one_day(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        last: 30.10.2026
        extra:
          - day: 24.12.2026
    """
    assert advice == []


def test_a_pause_that_is_over(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        pauses:
          - {first: 30.07.2026, last: 11.09.2026}
          - {first: 23.12.2026, last: 06.01.2027}
    """
    assert advice == [
        "meetups.yaml:9: Diese Pause ist seit dem 11.09.2026 vorbei. Löschen Sie die Zeilen.",
    ]


def test_a_contact_named_twice(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    contacts:
      - office
      - in-tact
      - office
    """
    assert advice == [
        (
            "topics/work.yaml:8: „office“ steht in dieser Liste zweimal (auch in Zeile 6). Löschen Sie "
            "eine der beiden Zeilen."
        ),
    ]


def test_a_meetup_named_twice_on_one_line(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    meetups: [cafe, cafe]
    """
    assert advice == [
        (
            "topics/work.yaml:5: „cafe“ steht in dieser Liste zweimal (auch in Zeile 5). Löschen Sie "
            "eine der beiden Zeilen."
        ),
    ]


def test_states_of_texts_that_are_gone(advice):
    """# states.yaml
    states:
      topics/work:
        de: {of: 3f2a9c1b, text: 3f2a9c1b}
      topics/care:
        de: {of: 3f2a9c1b, text: 3f2a9c1b}
      contacts/nobody:
        de: {of: 3f2a9c1b, text: 3f2a9c1b}
    """
    assert advice == [
        "states.yaml:5: Den Text „topics/care“ gibt es nicht mehr. Löschen Sie den Eintrag.",
        "states.yaml:7: Den Text „contacts/nobody“ gibt es nicht mehr. Löschen Sie den Eintrag.",
    ]
