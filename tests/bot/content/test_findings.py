"""Sentences for staff: in both languages, with a cure, and with the word that was meant."""

import re
from string import Formatter

import pytest

from bot.content.check import as_objects, report, summary
from bot.content.findings import Finding, nearest
from bot.content.sentences import SENTENCES
from bot.content.sentences.template import Sentence

# A sentence without one of these words says what is wrong and not what to do.
CURES = Sentence(
    r"(Schreiben|Legen|Ergänzen|Löschen|Setzen|Nehmen|Speichern|Benennen|Kürzen|Wählen|Tauschen|Prüfen|prüfen"
    r"|Geben|Schließen|Fassen|Verbessern|Übernehmen|Vergleichen|Machen|teilen) Sie"
    r"|Gleiche Felder|\{choices\}",
    r"(Write|write|Create|Copy|Delete|delete|Put|put|Use|Save|Rename|rename|Shorten|Choose|Exchange|Check|check"
    r"|Give|Close|Make|Correct|Compare|Add|add)\b|Fields of one kind start|\{choices\}",
)


@pytest.mark.parametrize("kind", SENTENCES)
def test_every_kind_has_a_fault_and_a_cure_in_both_languages(kind):
    """And both use the same details."""
    german, english = SENTENCES[kind]
    assert german != english
    assert re.search(CURES.german, german)
    assert re.search(CURES.english, english)
    assert _placeholders(german) == _placeholders(english)


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Dinstag", "Dienstag"),
        ("di", "Dienstag"),
        ("MITTWOCH", "Mittwoch"),
        ("D", "Dienstag"),
        ("gestern", None),
    ],
)
def test_the_nearest_word_is_found_by_beginning_or_by_letters(written, meant):
    """Case and a dot at the end do not matter."""
    assert nearest(written, ["Montag", "Dienstag", "Mittwoch"]) == meant


def test_a_beginning_that_fits_two_words_is_not_guessed():
    """“S” may be Samstag or Sonntag."""
    assert nearest("S", ["Samstag", "Sonntag"]) is None


def test_the_report_starts_lines_with_file_and_line_and_shows_the_line_below():
    """Editors jump to what stands before the second colon."""
    finding = Finding(
        "content/meetups.yaml", 15, "time", {"value": "16.00", "suggestion": "16:00"}, "start: 16.00"
    )
    missing = Finding("content/places.yaml", 1, "no-file", {"first": "places: []"})
    assert report([finding, missing]).splitlines() == [
        (
            "content/meetups.yaml:15: „16.00“ ist keine Uhrzeit. Meinten Sie „16:00“? "
            "Schreiben Sie Stunden und Minuten: 16:00"
        ),
        "    | start: 16.00",
        "content/places.yaml:1: Diese Datei fehlt. Legen Sie sie an; die erste Zeile lautet: places: []",
    ]
    assert report([finding], "en").startswith("content/meetups.yaml:15: “16.00” is not a time. Did you mean")


def test_advice_is_called_advice():
    """So that nobody takes it for something that must be mended."""
    finding = Finding("content/states.yaml", 7, "dead-state", {"value": "topics/x"}, "topics/x:")
    assert report([finding]).splitlines() == [
        "content/states.yaml:7: Hinweis: Den Text „topics/x“ gibt es nicht mehr. Löschen Sie den Eintrag.",
        "    | topics/x:",
    ]
    assert report([finding], "en").startswith("content/states.yaml:7: Advice: There is no text")


@pytest.mark.parametrize(
    ("faults", "advice", "german", "english"),
    [
        (0, 0, "Alles in Ordnung.", "Everything is fine."),
        (0, 1, "Kein Fehler, 1 Hinweis.", "No fault, 1 piece of advice."),
        (1, 0, "1 Fehler, 0 Hinweise.", "1 fault, 0 pieces of advice."),
        (2, 3, "2 Fehler, 3 Hinweise.", "2 faults, 3 pieces of advice."),
    ],
)
def test_the_last_line_counts_both(faults, advice, german, english):
    """In the grammar of each language."""
    finding = Finding("places.yaml", 1, "empty-file")
    assert summary([finding] * faults, [finding] * advice) == german
    assert summary([finding] * faults, [finding] * advice, "en") == english


def test_a_tool_gets_everything_as_an_object():
    """What is not known is null, never missing."""
    details = {"value": "16.00", "suggestion": "16:00"}
    fault = Finding("content/meetups.yaml", 15, "time", details, "start: 16.00")
    advice = Finding("content/places.yaml", 1, "schema-line", {"expected": "# …"})
    assert as_objects([fault, advice], "en") == [
        {
            "file": "content/meetups.yaml",
            "line": 15,
            "severity": "fault",
            "kind": "time",
            "message": "“16.00” is not a time. Did you mean “16:00”? Write hours and minutes: 16:00",
            "source": "start: 16.00",
            "suggestion": "16:00",
        },
        {
            "file": "content/places.yaml",
            "line": 1,
            "severity": "advice",
            "kind": "schema-line",
            "message": "The first line lacks what lets editors help you write. Write there: # …",
            "source": "",
            "suggestion": None,
        },
    ]


def test_no_finding_is_an_empty_report():
    """The caller says that all is well."""
    assert report([]) == ""


def test_a_long_value_is_cut_and_braces_in_it_are_harmless():
    """What staff wrote is data, never a template."""
    sentence = Finding("x.yaml", 1, "time", {"value": "{0} {value} " * 20}).sentence()
    assert sentence.startswith("„{0} {value} {0} {value}")
    assert "…“ ist keine Uhrzeit" in sentence
