"""Topics as a whole. Each docstring is the file as staff wrote it."""


def test_a_topic_with_the_name_of_a_journey(report):
    """# topics/help.yaml
    id: help
    title: {de: Hilfe}
    answer: {de: Wir helfen.}
    """
    assert report == [
        (
            "topics/help.yaml:2: „help“ ist der Name eines Ablaufs und kann kein Thema sein. Geben Sie "
            "dem Thema und seiner Datei einen anderen Namen."
        ),
    ]


def test_the_emergency_topic_as_an_example(report):
    """# topics/emergency.yaml
    id: emergency
    title: {de: Notfall}
    answer: {de: Rufen Sie 112.}
    example: true
    """
    assert report == [
        (
            "topics/emergency.yaml:5: Der Notfall darf kein Beispiel sein: Wer in Gefahr ist, muss 112 "
            "und 110 lesen können. Löschen Sie die Zeile example."
        ),
    ]


def test_a_question_that_two_topics_share_in_two_languages(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    examples:
      tr:
        - WO finde ich eine Wohnung
    """
    assert report == [
        (
            "topics/work.yaml:7: Die Frage „WO finde ich eine Wohnung“ steht auch bei einem anderen "
            "Thema: topics/housing.yaml:7. Löschen Sie sie an einer der beiden Stellen."
        ),
    ]


def test_a_menu_place_in_words(report):
    """# topics/work.yaml
    id: work
    menu: oben
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    """
    assert report == [
        "topics/work.yaml:3: „oben“ bei „menu“ ist keine ganze Zahl. Schreiben Sie nur Ziffern: 30",
    ]


def test_a_menu_place_beyond_the_menu(report):
    """# topics/work.yaml
    id: work
    menu: 100
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    """
    assert report == [
        "topics/work.yaml:3: „100“ bei „menu“ ist zu groß. Schreiben Sie 99 oder weniger.",
    ]


def test_an_answer_that_is_never_checked(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    check_every_days: 0
    """
    assert report == [
        "topics/work.yaml:5: „0“ bei „check_every_days“ ist zu klein. Schreiben Sie 1 oder mehr.",
    ]


def test_a_text_behind_more_without_german(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    more:
      en: We help you.
    """
    assert report == [
        (
            "topics/work.yaml:5: Bei „more“ fehlt der deutsche Text. Ergänzen Sie eine Zeile, die so "
            "beginnt: de:"
        ),
    ]


def test_an_empty_more(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    more:
    """
    assert report == [
        (
            "topics/work.yaml:5: Bei „more“ steht nichts. Ergänzen Sie den Wert. Braucht es das Feld "
            "nicht, löschen Sie die Zeile."
        ),
    ]


def test_a_field_of_an_old_version(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    checked: 24.11.2026
    """
    assert report == [
        (
            "topics/work.yaml:5: Das Feld „checked“ kenne ich nicht. Meinten Sie „check_every_days“? "
            "Erlaubt: id, title, icon, menu, answer, more, contacts, places, meetups, buttons, links, "
            "examples, check_every_days, example. Verbessern Sie den Namen oder löschen Sie die Zeile."
        ),
    ]


def test_a_title_of_emoji_that_telegram_counts_twice(report):
    """# topics/work.yaml
    id: work
    title:
      de: 💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼💼 Arbeit
    answer: {de: Wir helfen.}
    """
    assert report == [
        "topics/work.yaml:4: Der Text bei „title.de“ hat 47 Zeichen, erlaubt sind 40. Kürzen Sie ihn.",
    ]


def test_a_link_title_too_long_for_a_button_in_arabic(report):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer: {de: Wir helfen.}
    links:
      - title:
          de: Agentur für Arbeit
          ar: وكالة العمل في مدينة فايبلينغن وجميع الخدمات التي تقدمها
        url: https://www.arbeitsagentur.de
    """
    assert report == [
        "topics/work.yaml:8: Der Text bei „title.ar“ hat 56 Zeichen, erlaubt sind 40. Kürzen Sie ihn.",
    ]


def test_a_topic_file_that_git_could_not_merge(report):
    """# topics/work.yaml
    id: work
    <<<<<<< HEAD
    title: {de: Arbeit}
    =======
    title: {de: Arbeiten}
    >>>>>>> main
    answer: {de: Wir helfen.}
    """
    assert report == [
        (
            "topics/work.yaml:3: Hier haben zwei Personen dasselbe geändert, und beide Fassungen stehen "
            "da. Löschen Sie eine der beiden und die Zeilen mit <<<<<<<, ======= und >>>>>>>."
        ),
    ]
