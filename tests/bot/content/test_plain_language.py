"""Advice on plain language. Each docstring is the file as staff wrote it."""


def test_a_sentence_of_more_than_fifteen_words(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: |
        Wir helfen.
        Wenn Sie Arbeit suchen und noch nicht gut Deutsch sprechen, dann kommen Sie am besten zu uns.
    """
    assert advice == [
        (
            "topics/work.yaml:7: Der Satz hat 17 Wörter, gut sind höchstens 15: „Wenn Sie Arbeit suchen "
            "und noch nicht gut Deutsch sprechen,…“ Machen Sie zwei Sätze daraus."
        ),
    ]


def test_heavy_nouns_side_by_side(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: Die Beantragung der Anerkennung braucht eine Bescheinigung der Ausbildung.
    """
    assert advice == [
        (
            "topics/work.yaml:5: Der Satz hat viele schwere Hauptwörter (Beantragung, Anerkennung, "
            "Bescheinigung, Ausbildung): „Die Beantragung der Anerkennung braucht eine Bescheinigung …“ "
            "Schreiben Sie, wer was tut."
        ),
    ]


def test_a_text_in_which_nobody_does_anything(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: Wir helfen.
    more:
      de: |
        Der Antrag wird geprüft.
        Danach werden Sie eingeladen.
        Die Kosten werden erstattet.
        Kommen Sie dann bitte vorbei.
    """
    assert advice == [
        (
            "topics/work.yaml:8: Viele Sätze sagen nicht, wer etwas tut, zum Beispiel: „Der Antrag wird "
            "geprüft.“ Schreiben Sie, wer es tut."
        ),
    ]


def test_an_answer_of_four_sentences_in_german_and_arabic(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit, ar: العمل, ti: ስራሕ}
    answer:
      de: |
        Suchen Sie Arbeit? Wir helfen.
        Rufen Sie an.
        Oder kommen Sie.
      ar: هل تبحثون عن عمل؟ نحن نساعدكم. اتصلوا بنا. أو تعالوا.
      ti: ስራሕ ትደልዩ ዲኹም። ክንሕግዘኩም ኢና። ደውሉልና።
    """
    assert advice == [
        (
            "topics/work.yaml:5: Die Antwort hat bei „de“ 4 Sätze, gut sind höchstens 3. Setzen Sie das "
            "Weitere unter more."
        ),
        (
            "topics/work.yaml:9: Die Antwort hat bei „ar“ 4 Sätze, gut sind höchstens 3. Setzen Sie das "
            "Weitere unter more."
        ),
    ]


def test_a_text_that_is_hard_as_a_whole(advice):
    """# topics/work.yaml
    id: work
    title: {de: Arbeit}
    answer:
      de: Für die Arbeitsaufnahme ist eine Beschäftigungserlaubnis erforderlich.
    more:
      de: |
        Die Erlaubnis erteilt die zuständige Ausländerbehörde im Landratsamt.
        Erforderlich sind ein Arbeitsvertrag und die Stellenbeschreibung.
        Das Unternehmen übermittelt die Unterlagen elektronisch.
        Die Bundesagentur kontrolliert anschließend die Arbeitsbedingungen.
        Das Verfahren dauert durchschnittlich vier Wochen.
        Währenddessen ist eine Arbeitsaufnahme grundsätzlich unzulässig.
        Ausnahmen gelten für Berufsausbildungen und Praktika.
        Individuelle Auskünfte bekommen Sie beim Integrationsmanagement.
    """
    assert advice == [
        (
            "topics/work.yaml:5: Antwort und „more“ sind zusammen schwer zu lesen (LIX 61, gut ist "
            "höchstens 49). Nehmen Sie kürzere Wörter und kürzere Sätze."
        ),
    ]


def test_a_long_sentence_in_the_role_of_a_contact(advice):
    """# contacts.yaml
    first: office
    contacts:
      - id: office
        name: Integrationsmanagement
        phone: 07195 13-327
        role:
          de: Beratung für alle Menschen, die neu in Winnenden sind und Fragen zu Arbeit und Schule haben
      - id: in-tact
        name: IN Tact
    """
    assert advice == [
        (
            "contacts.yaml:8: Der Satz hat 16 Wörter, gut sind höchstens 15: „Beratung für alle "
            "Menschen, die neu in Winnenden sind und F…“ Machen Sie zwei Sätze daraus."
        ),
    ]
