"""`zuhause content translate` and a translation service on this machine: slow, busy, wrong, away, killed."""

import signal
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.commands.content import app
from bot.content.states import Stage, entries, state_of
from bot.content.states_file import NAME, read_states
from bot.errors import SettingsError
from bot.languages import BY_CODE
from bot.settings import Settings
from tests.support.office import TODAY, content_of, note, rewrite, write_office
from tests.support.processes import eventually, free_port, running, zuhause
from tests.support.translator import acted_translator

TRANSLATED = """\
# Arbeit: zuerst den deutschen Text ändern.
id: work
icon: 💼
title:
  de: Arbeit finden   # steht auch auf der Taste
  uk: 'uk: Arbeit finden'

# Die kurze Antwort
answer:
  de: |
    Fragen Sie Saltanat Heinzelmann: 07195 13-327.

    Das Ukraine-Café ist in der Marienstr. 2.
  uk: |
    uk: Fragen Sie Saltanat Heinzelmann: 07195 13-327.

    uk: Das Ukraine-Café ist in der Marienstr. 2.

more:
  de: Kurse bis B2 gibt es bei der vhs.
  uk: "Курси до B2 є у vhs."

check_every_days: 90
links:
- title: {de: Mehr Arbeit, uk: 'uk: Mehr Arbeit'}
  url: https://www.winnenden.de/arbeit
"""


@pytest.fixture
def service(monkeypatch, tmp_path):
    """LibreTranslate, as the operator has set it."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    with acted_translator() as acted:
        for name, value in acted.settings().items():
            monkeypatch.setenv(name, value)
        yield acted


@pytest.fixture
def folder(tmp_path):
    """Five entries; Ukrainian has one field, Arabic the name of the church."""
    return write_office(tmp_path / "content")


def translate(folder, *options):
    return CliRunner().invoke(app, ["translate", *options, "--directory", str(folder)])


def stage(folder, key, language):
    content = content_of(folder)
    return entries(content)[key].stage(language, state_of(content, key, language))


def test_a_draft_goes_into_the_file_and_everything_else_stays(service, folder):
    """Names, numbers, streets and comments; the field that was there; a block stays a block."""
    done = translate(folder, "work", "--lang", "uk")

    assert done.exit_code == 0, done.output
    assert (folder / "topics" / "work.yaml").read_text(encoding="utf-8") == TRANSLATED
    assert done.stdout.startswith("1 von 1 Text übersetzt und gespeichert.\nDas sind Entwürfe.")


def test_the_service_sees_neither_names_nor_numbers(service, folder):
    """Only tokens; so no mail address or phone number leaves the house."""
    translate(folder)
    asked = "\n".join(text for _, text in service.asked)

    assert "Fragen Sie XQ0: XQ1." in asked
    for kept in ("Heinzelmann", "07195", "Marienstr", "112", "Ukraine-Café", "vhs"):
        assert kept not in asked


def test_a_draft_is_recorded_as_one(service, folder):
    """With the German it belongs to, so that it shows when that changes; nobody has reviewed it."""
    translate(folder, "work", "--lang", "uk")
    assert stage(folder, "topics/work", "uk") is Stage.DRAFT

    rewrite(folder / "topics" / "work.yaml", "de: Arbeit finden", "de: Arbeit suchen")
    assert stage(folder, "topics/work", "uk") is Stage.OUTDATED
    translate(folder, "work", "--lang", "uk")
    assert stage(folder, "topics/work", "uk") is Stage.DRAFT
    assert "uk: 'uk: Arbeit suchen'" in (folder / "topics" / "work.yaml").read_text(encoding="utf-8")


def test_every_kind_of_entry_in_every_language_the_service_has(service, folder):
    """The languages it lacks are named once each, with how much is left to people."""
    done = translate(folder)
    content = content_of(folder)

    assert done.exit_code == 0
    for key, entry in entries(content).items():
        for language in ("en", "uk", "ar", "sq"):
            assert entry.fingerprint(language), (key, language)
    lacking = [line for line in done.stderr.splitlines() if "kann LibreTranslate nicht" in line]
    assert len(lacking) == len(BY_CODE) - 5
    assert "Somali (so) kann LibreTranslate nicht: 5 Texte bleiben für Menschen." in lacking
    assert {language for language, _ in service.asked} == {"en", "uk", "ar", "sq"}


def test_a_language_that_was_asked_for_and_cannot_be_had_is_a_failure(service, folder):
    """The others are done all the same."""
    done = translate(folder, "--lang", "so,uk")

    assert done.exit_code == 1
    assert stage(folder, "topics/work", "uk") is Stage.DRAFT


def test_running_again_asks_for_nothing_that_is_there(service, folder):
    """Also with no service at all: then nothing is wanted of it."""
    translate(folder, "--lang", "uk,ar")
    asked = len(service.asked)
    again = translate(folder, "--lang", "uk,ar")

    assert (again.exit_code, len(service.asked)) == (0, asked)
    assert again.stdout == "Nichts zu übersetzen: Es fehlt kein Text, und keiner ist veraltet.\n"


def test_a_reviewed_text_is_never_overwritten_unasked(service, folder):
    """It is told that it stays, and how to insist."""
    note(folder, "places/church", "ar", by="Olha", on=TODAY - timedelta(days=1))
    rewrite(folder / "places.yaml", "Katholische Kirche", "Alte Kirche")
    kept = translate(folder, "places/church", "--lang", "ar")

    assert "ar: الكنيسة" in (folder / "places.yaml").read_text(encoding="utf-8")
    assert "places/church: Arabisch ist veraltet, war aber geprüft, und bleibt." in kept.stderr
    assert "--outdated-reviewed" in kept.stderr
    assert kept.stdout == "Nichts zu übersetzen.\n"

    translate(folder, "places/church", "--lang", "ar", "--outdated-reviewed")
    assert "ar: 'ar: Alte Kirche'" in (folder / "places.yaml").read_text(encoding="utf-8")
    assert read_states(folder)["places/church"]["ar"].by is None


def test_a_text_by_hand_is_noted_for_later(service, folder):
    """It stays as it is; from now on it shows when the German changes."""
    translate(folder, "places/church", "--lang", "ar")
    assert service.asked == []

    rewrite(folder / "places.yaml", "Katholische Kirche", "Alte Kirche")
    assert stage(folder, "places/church", "ar") is Stage.OUTDATED


def test_a_failed_text_is_told_with_its_reason_and_the_others_are_kept(service, folder):
    """Topic, language, reason; the end is 1, and the next run does what is left."""
    service.faults = [(500, {"error": "model crashed"}, {})]
    done = translate(folder, "--lang", "uk")

    assert done.exit_code == 1
    assert "4 von 5 Texten übersetzt" in done.stdout
    assert "– emergency: Ukrainisch (uk): der Dienst hat einen Fehler (500: model crashed)" in done.stderr
    assert stage(folder, "topics/emergency", "uk") is Stage.MISSING
    assert translate(folder, "--lang", "uk").exit_code == 0
    assert stage(folder, "topics/emergency", "uk") is Stage.DRAFT


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda text, _: text.replace("XQ0", "XO"), "in der Antwort fehlt: „112“"),
        (lambda text, _: text.replace("XQ0", "XQ0 XQ0"), "in der Antwort steht doppelt: „112“"),
        (lambda text, _: "", "die Antwort ist leer"),
        (lambda text, _: text + "!" * 40, "Zeichen, erlaubt sind 40"),
    ],
    ids=["lost", "doubled", "empty", "too long"],
)
def test_an_answer_that_cannot_be_used_leaves_the_file_as_it_was(service, folder, answer, reason):
    """A lost number, a title that fits on no button."""
    service.answer = answer
    before = (folder / "topics" / "emergency.yaml").read_bytes()
    done = translate(folder, "emergency", "--lang", "uk")

    assert done.exit_code == 1
    assert "– emergency: Ukrainisch (uk): " in done.stderr
    assert reason in done.stderr
    assert (folder / "topics" / "emergency.yaml").read_bytes() == before
    assert not (folder / NAME).exists()


def test_a_busy_service_is_a_reason_too(service, folder):
    """It says itself how much it takes."""
    service.faults = [(429, {"error": "Slowdown: 20 per 1 minute"}, {})]

    assert (
        "zu viele Anfragen, bitte später noch einmal (429: Slowdown"
        in translate(folder, "--lang", "uk").stderr
    )


def test_a_service_that_falls_silent_does_not_cost_a_minute_for_each_text(service, folder):
    """After three the rest is not tried; what was there before is kept."""
    service.slow_from = 3
    done = translate(folder, "--lang", "uk,sq", "--timeout", "0.3")

    assert done.exit_code == 1
    assert "1 von 10 Texten übersetzt" in done.stdout
    assert done.stderr.count("keine Antwort in 0.3 Sekunden") == 3
    assert done.stderr.count("nicht versucht, weil der Dienst nicht mehr antwortet") == 6
    assert stage(folder, "topics/emergency", "uk") is Stage.DRAFT


def test_a_service_that_is_away_is_one_sentence(service, folder, monkeypatch):
    """Not one for each text."""
    monkeypatch.setenv("TRANSLATOR_URL", f"http://127.0.0.1:{free_port()}")
    done = translate(folder, "--lang", "uk")

    assert done.exit_code == 1
    assert done.stderr.startswith("LibreTranslate: der Dienst ist nicht erreichbar")
    assert len(done.stderr.splitlines()) == 1


def test_a_wrong_key_is_told_as_such(service, folder):
    """With the name of the setting; the key itself is never shown."""
    service.key = "the right one"

    assert (
        "bitte TRANSLATOR_API_KEY prüfen (403: Invalid API key)" in translate(folder, "--lang", "uk").stderr
    )


@pytest.mark.parametrize(
    ("settings", "cure"),
    [
        ({}, "TRANSLATOR_PROVIDER=libre"),
        ({"TRANSLATOR_PROVIDER": "libre"}, "TRANSLATOR_URL fehlt"),
        ({"TRANSLATOR_PROVIDER": "deepl"}, "TRANSLATOR_API_KEY fehlt"),
        ({"TRANSLATOR_PROVIDER": "google"}, "Google is left out on purpose"),
        ({"TRANSLATOR_PROVIDER": "libre", "TRANSLATOR_URL": "127.0.0.1:5000"}, "http://127.0.0.1:5000"),
    ],
)
def test_nothing_is_sent_anywhere_unless_an_operator_has_named_where(
    service, folder, monkeypatch, settings, cure
):
    """No provider is a default, least of all Google."""
    for name in service.settings():
        monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    done = translate(folder)

    assert isinstance(done.exception, SettingsError)
    assert cure in str(done.exception)
    assert {path: path.read_bytes() for path in before} == before


def test_a_killed_run_goes_on_where_it_was(service, tmp_path, folder):
    """Every text is on disk before the next is asked for, and the content is without faults at any moment."""
    service.slow_from = 8
    arguments = ("content", "translate", "--lang", "uk,sq", "--directory", folder)
    with running(tmp_path, "bot", *arguments, **service.settings()) as killed:
        eventually(lambda: len(service.asked) == service.slow_from, lambda: killed.log)
        killed.end(signal.SIGKILL)
    saved = {(key, code) for key, row in read_states(folder).items() for code in row}
    content_of(folder)
    assert saved == {("topics/emergency", "uk"), ("topics/work", "uk"), ("contacts/office", "uk")}

    before, service.slow_from = len(service.asked), 1_000_000
    done = zuhause(tmp_path, *arguments, **service.settings())
    assert done.returncode == 0, done.stderr
    assert service.asked[before][1] == service.asked[before - 1][1]
    assert len(service.asked) == len(set(service.asked)) + 1
    assert len([code for row in read_states(folder).values() for code in row]) == 10


def test_whoever_stops_it_is_told_that_nothing_is_lost(service, tmp_path, folder):
    """Ctrl-C is a usual end."""
    service.slow_from = 3
    arguments = ("content", "translate", "--lang", "uk", "--directory", folder)
    with running(tmp_path, "bot", *arguments, **service.settings()) as stopped:
        eventually(lambda: len(service.asked) == service.slow_from, lambda: stopped.log)
        assert stopped.end(signal.SIGINT) == 130
        assert "Derselbe Befehl macht weiter, wo er aufgehört hat." in stopped.log
        assert "1 von 5 Texten übersetzt" in stopped.log
        assert "Traceback" not in stopped.log


def test_german_is_what_is_translated_from(service, folder):
    """It is no target."""
    refused = translate(folder, "--lang", "de")

    assert refused.exit_code == 1
    assert "Bitte eine andere nennen: --lang ar" in refused.stderr


def test_a_german_text_that_changes_meanwhile_gets_no_stale_draft(service, folder):
    """Somebody edits while the service thinks."""

    def answer(text, target):
        if "{de: Arbeit}" in (subjects := folder / "appointments.yaml").read_text(encoding="utf-8"):
            rewrite(subjects, "{de: Arbeit}", "{de: Beruf}")
        return f"{target}: {text}"

    service.answer = answer
    done = translate(folder, "appointments", "--lang", "uk")

    assert "appointments.yaml:5: Der deutsche Text hat sich inzwischen geändert." in done.stderr
    assert "uk" not in (folder / "appointments.yaml").read_text(encoding="utf-8")
