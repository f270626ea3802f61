"""The other direction: files that are right, with everything one may write. Nothing is said about them."""


def test_numbers_as_people_write_them(advice):
    """# contacts.yaml
    first: office
    contacts:
      - {id: office, name: Integrationsmanagement, phone: 07195 13-327}
      - {id: in-tact, name: IN Tact, phone: 07195/13-327}
      - {id: switchboard, name: Zentrale, phone: 07195 13-0}
      - {id: abroad, name: Aus dem Ausland, phone: +49 7195 13-327}
      - {id: zeros, name: Mit Nullen, phone: 0049 7195 13327}
      - {id: mobile, name: Mobil, phone: 0151 23456789}
      - {id: austria, name: Wien, phone: +43 1 234567}
      - {id: free, name: TelefonSeelsorge, phone: 0800 111 0 111}
    """
    assert advice == []


def test_numbers_in_danger(advice):
    """# contacts.yaml
    first: office
    contacts:
      - {id: office, name: Integrationsmanagement, phone: 112}
      - {id: in-tact, name: Polizei, phone: 110}
      - {id: doctor, name: Arzt, phone: 116 117}
      - {id: doctor-2, name: Arzt, phone: 116117}
      - {id: women, name: Hilfetelefon, phone: 116 016}
      - {id: women-2, name: Hilfetelefon, phone: 116016}
      - {id: crisis, name: TelefonSeelsorge, phone: 116123}
      - {id: children, name: Nummer gegen Kummer, phone: 116 111}
    """
    assert advice == []


def test_mails_as_people_have_them(advice):
    """# contacts.yaml
    first: office
    contacts:
      - {id: office, name: Integrationsmanagement, mail: zuhause@winnenden.de}
      - {id: in-tact, name: IN Tact, mail: Anna.Muster-Beispiel@Stadt.Winnenden.de}
      - {id: plus, name: Plus, mail: post+bot@mail-1.example.org}
    """
    assert advice == []


def test_a_topic_with_everything_in_two_languages(advice):
    """# topics/work.yaml
    id: work
    icon: 💼
    menu: 2
    title: {de: Arbeit, ar: العمل}
    answer:
      de: |
        Suchen Sie Arbeit?
        IN Arbeit hilft Ihnen weiter.
        Rufen Sie an oder buchen Sie einen Termin.
      ar: |
        هل تبحثون عن عمل؟
        يساعدكم مشروع IN Arbeit.
        اتصلوا أو احجزوا موعدًا.
    more:
      de: |
        Das kostet nichts.

        Bringen Sie Ihre Zeugnisse mit. Wir lesen sie mit Ihnen.
      ar: |
        هذا مجاني.

        أحضروا شهاداتكم. نقرؤها معكم.
    contacts: [office, in-tact]
    places: [church, house]
    meetups: [cafe]
    buttons: [housing, emergency, book-appointment, human]
    links:
      - title: {de: Stadt Winnenden, ar: مدينة Winnenden}
        url: https://www.winnenden.de/arbeit?seite=2#oben
      - title: {de: Agentur für Arbeit, ar: وكالة العمل}
        url: https://www.arbeitsagentur.de
    examples:
      de: [Ich suche Arbeit, Wo ist das Jobcenter?]
      ar: [بدي شغل, ana badi shoghl]
    check_every_days: 90
    """
    assert advice == []


def test_figures_that_do_not_age(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: |
        In Gefahr rufen Sie 112 oder 110 an.
        Seit dem 1. Januar 2020 gibt es uns, von 09:00 bis 12:00 Uhr.
        Wir sind in der Albertviller Straße 18–24, 71364 Winnenden.
    more:
      de: |
        Von 2016-2020 war es anders, z. B. in der Marienstr. 2 am 24.12.2019.
        Rund 12 000 Menschen aus 116 Ländern leben hier, darunter 1.500 Kinder.
    """
    assert advice == []


def test_a_meetup_with_every_exception(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        end: 17:00
        place: church
        about: {de: Hier begegnen sich Menschen., uk: Тут зустрічаються люди.}
        first: 04.09.2026
        last: 30.07.2027
        in_school_holidays: false
        on_public_holidays: true
        pauses:
          - {first: 23.12.2026, last: 08.01.2027}
          - {first: 12.02.2027, last: 12.02.2027}
        cancelled:
          - 15.01.2027
          - 5.3.2027
        moved:
          - usual: 22.01.2027
            day: 21.01.2027
          - usual: 29.01.2027
            day: 29.01.2027
            start: 18:00
            end: 20:00
            place: house
          - {usual: 19.03.2027, day: 05.03.2027}
          - {usual: 09.04.2027, day: 12.02.2027}
          - {usual: 02.04.2027, day: 28.03.2027, start: 03:00}
        extra:
          - day: 13.02.2027
          - {day: 13.02.2027, start: 19:00}
          - {day: 23.04.2027, start: 19:00, end: 21:00, place: house}
          - {day: 05.03.2027, start: 19:00}
    """
    assert advice == []


def test_a_meetup_moved_onto_a_holiday_on_which_it_is_not(advice):
    """# meetups.yaml
    meetups:
      - id: cafe
        name: Ukraine-Café
        weekday: Freitag
        start: 15:00
        place: church
        moved:
          - {usual: 18.12.2026, day: 25.12.2026}
        extra:
          - day: 01.01.2027
    """
    assert advice == []


def test_opening_hours_that_touch(advice):
    """# places.yaml
    places:
      - id: church
        name: {de: Katholische Kirche}
        address: Marienstr. 2
        opening:
          hours:
            - {weekday: Montag, start: 12:00, end: 17:30, by_appointment: true}
            - {weekday: Montag, start: 09:00, end: 12:00}
            - {weekday: Dienstag, start: 09:00, end: 12:00}
            - {weekday: Sonntag, start: 03:00, end: 12:00}
          special:
            - {day: 24.12.2026, start: 09:00, end: 10:00}
            - {day: 24.12.2026, start: 10:00, end: 11:00, by_appointment: true}
            - {day: 28.03.2027, start: 01:00, end: 03:00}
          closed:
            - {first: 28.12.2026, last: 31.12.2026}
            - {first: 15.05.2027, last: 15.05.2027}
          closed_every_year: [24.12., 6.1.]
      - {id: house, name: {de: Asarija Haus}, address: Asarija Haus}
    """
    assert advice == []


def test_states_of_every_kind_of_text(advice):
    """# states.yaml
    states:
      topics/work:
        de: {of: 3f2a9c1b, text: 3f2a9c1b, reviewed: 22.11.2026, by: Anna Muster}
        en: {of: 3f2a9c1b, text: "12345678"}
      contacts/in-tact: {de: {of: 3f2a9c1b, text: 3f2a9c1b}}
      places/church: {}
      meetups/cafe: {tr: {of: 3f2a9c1b, text: 3f2a9c1b}}
      appointments/work: {ti: {of: 3f2a9c1b, text: 3f2a9c1b}}
    """
    assert advice == []


def test_a_topic_that_is_only_an_example(advice):
    """# topics/care.yaml
    id: care
    title: {de: Pflege}
    answer: {de: Wir helfen.}
    buttons: [work]
    example: true
    """
    assert advice == []


def test_questions_that_only_look_alike(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    examples:
      de: [Wo finde ich Arbeit?, Wo finde ich Arbeit?, "???"]
      uk: ["!!!"]
    """
    assert advice == []


def test_a_text_of_exactly_fifteen_words(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: Seit 1. Januar 2020 sind wir ein Sachgebiet im Amt für Soziales, Senioren und Integration.
    """
    assert advice == []


def test_some_heavy_nouns_and_some_passive(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: |
        Die Ausbildung und die Wohnung sind wichtig, die Beratung auch.
        Bei der Arbeit wird Ihr Deutsch besser.
        Sie werden eingeladen, und der Antrag wird geprüft.
    """
    assert advice == []
