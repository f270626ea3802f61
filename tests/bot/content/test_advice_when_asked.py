"""Advice is looked for when somebody asks, over all files, and changes nothing of what is served."""

import subprocess
import sys

import pytest

from bot.content.load import load
from bot.content.schema import State
from tests.bot.content.conftest import TODAY
from tests.support.town import ROOT

SCHEMA = "# yaml-language-server: $schema="


def write(folder, name, *lines):
    (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")


def advice(folder, *, without_schema_lines=True):
    loaded = load(folder, advice_on=TODAY)
    assert loaded.content is not None
    return [
        (finding.place.removeprefix(f"{folder}/"), finding.kind)
        for finding in loaded.advice
        if not (without_schema_lines and finding.kind == "schema-line")
    ]


def test_the_offices_own_content_needs_no_advice():
    """What we ship is what we would like to read, in all languages."""
    assert load(ROOT / "content", advice_on=TODAY).advice == ()


def test_a_bot_that_starts_asks_for_no_advice_and_loads_nothing_for_it(folder):
    """Neither the modules nor the library that reads 78,000 patterns of syllables."""
    assert load(folder).advice == ()
    program = (
        "import sys; from pathlib import Path; from bot.content.load import load; load(Path(sys.argv[1]));"
        "print({'textstat', 'bot.content.advice', 'bot.content.plain_language'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", program, folder]
    assert subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout == "set()\n"


def test_content_with_advice_is_served_and_content_with_a_fault_is_advised_too(folder):
    """One run says everything there is to say."""
    assert load(folder, advice_on=TODAY).content == load(folder).content
    write(folder, "places.yaml", 'places: "')
    loaded = load(folder, advice_on=TODAY)
    assert loaded.content is None
    assert {finding.kind for finding in loaded.findings} == {"open-quote"}
    assert {finding.kind for finding in loaded.advice} == {"schema-line"}


def test_the_first_line_of_every_file_names_its_schema(folder):
    """The right one: a line copied from another file helps nobody."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    found = advice(folder, without_schema_lines=False)
    assert found == [(f"{name}:1", "schema-line") for name in files]
    for name in files:
        schema = "topic" if name.startswith("topics/") else name.removesuffix(".yaml")
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_text(f"{SCHEMA}../docs/schema/{schema}.schema.json\n{text}", encoding="utf-8")
    assert advice(folder, without_schema_lines=False) == []
    text = (folder / "places.yaml").read_text(encoding="utf-8").replace("places.schema", "meetups.schema")
    (folder / "places.yaml").write_text(text, encoding="utf-8")
    (finding,) = load(folder, advice_on=TODAY).advice
    assert finding.sentence().endswith(f"Schreiben Sie dort: {SCHEMA}../docs/schema/places.schema.json")


def test_a_topic_that_is_an_example_is_not_served_and_no_button_leads_to_it(folder):
    """Staff are told where the button stands."""
    write(folder, "topics/care.yaml", "id: care", "title: {de: Pflege}", "answer: {de: Ja.}", "example: true")
    work = ("id: work", "title: {de: Arbeit}", "answer: {de: Ja.}", "buttons: [housing,", "  care, help]")
    write(folder, "topics/work.yaml", *work)
    content = load(folder).content
    assert set(content.topics) == {"emergency", "housing", "work"}
    assert content.topics["work"].buttons == ["housing", "help"]
    assert advice(folder) == [("topics/work.yaml:5", "example-button")]


def test_two_topics_in_one_place_of_the_menu(folder):
    """Nobody could say which of them stands first."""
    for name in ("housing", "work"):
        text = (folder / f"topics/{name}.yaml").read_text(encoding="utf-8")
        (folder / f"topics/{name}.yaml").write_text(f"{text}menu: 3\n", encoding="utf-8")
    found = load(folder, advice_on=TODAY).advice
    (finding,) = (one for one in found if one.kind == "menu-twice")
    assert finding.sentence() == (
        f"Den Platz 3 im Menü hat auch ein anderes Thema: {folder}/topics/housing.yaml:8. "
        "Geben Sie einem der beiden eine andere Zahl."
    )


def test_the_states_of_texts_are_served_with_them(folder):
    """And are part of the version: who reviewed a text is seen below it."""
    before = load(folder).content
    line = "  topics/work: {de: {of: 3f2a9c1b, text: 3f2a9c1b, reviewed: 22.11.2026, by: Anna Muster}}"
    write(folder, "states.yaml", "states:", line)
    after = load(folder).content
    state = {"of": "3f2a9c1b", "text": "3f2a9c1b", "reviewed": "22.11.2026", "by": "Anna Muster"}
    assert (before.states, after.states) == ({}, {"topics/work": {"de": State.model_validate(state)}})
    assert before.version != after.version


@pytest.mark.parametrize(
    ("today", "asked"), [("2026-11-24", False), ("2029-01-01", False), ("2033-01-01", True)]
)
def test_whoever_pauses_in_school_holidays_hears_when_they_are_not_known_any_longer(folder, today, asked):
    """The state publishes them some years ahead, and the library follows."""
    text = (folder / "meetups.yaml").read_text(encoding="utf-8")
    (folder / "meetups.yaml").write_text(f"{text}    in_school_holidays: false\n", encoding="utf-8")
    found = load(folder, advice_on=TODAY.fromisoformat(today)).advice
    assert ("school-holidays" in {finding.kind for finding in found}) == asked


@pytest.mark.parametrize(("letter", "most"), [("a", 3000), ("ա", 3000), ("💬", 1500)])
def test_a_text_is_as_long_as_telegram_counts(folder, letter, most):
    """Most emoji count twice."""
    for length, kinds in ((most, []), (most + 1, ["too-long"])):
        text = letter * length
        write(folder, "topics/housing.yaml", "id: housing", "title: {de: Wohnen}", "answer:", f"  de: {text}")
        assert [finding.kind for finding in load(folder).findings] == kinds


def test_what_is_shown_together_fits_one_message_in_every_language(folder):
    """Where a language has no title of its own, the German one counts."""
    texts = (
        "answer:",
        f"  de: {'a' * 1747}",
        f"  en: {'a' * 1747}",
        "more:",
        "  de: b",
        f"  en: {'b' * 1747}",
    )
    write(folder, "topics/housing.yaml", "id: housing", "title: {de: Wohnen}", *texts)
    assert load(folder).findings == ()
    write(folder, "topics/housing.yaml", "id: housing", "title: {de: Wohnungen}", *texts)
    (finding,) = load(folder).findings
    assert (finding.line, finding.sentence()) == (
        8,
        (
            "Titel, Antwort und „more“ haben bei „en“ zusammen 3503 Zeichen, erlaubt sind 3500. Kürzen Sie "
            "den Text."
        ),
    )


def test_nobody_is_told_to_delete_what_is_known_of_a_file_that_cannot_be_read(folder):
    """Its entries are still there, only unreadable; their states must not be thrown away."""
    (folder / "states.yaml").write_text(
        "states:\n  topics/work:\n    de: {of: 0123abcd, text: 0123abcd}\n", encoding="utf-8"
    )
    topic = folder / "topics" / "work.yaml"
    topic.write_text(topic.read_text(encoding="utf-8") + "\t- broken", encoding="utf-8")

    loaded = load(folder, TODAY)
    assert loaded.findings
    assert [finding.kind for finding in loaded.advice if finding.kind == "dead-state"] == []
