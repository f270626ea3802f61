"""Which texts a translator writes, and which it never touches."""

import pytest

from bot.content.states import entries
from bot.translation.drafting import PATIENCE, draft, plan
from bot.translation.engines import TranslationError, UnreachableError
from bot.translation.protection import Shield
from tests.support.office import content_of, note, rewrite, write_office


@pytest.fixture
def folder(tmp_path):
    """Topic work has `more` in Ukrainian, nothing else."""
    return write_office(tmp_path / "content")


def planned(folder, *names, languages=("uk",), **options):
    content = content_of(folder)
    wanted = [entry for key, entry in entries(content).items() if not names or key in names]
    made = plan(content, wanted, languages, **options)
    return made, {(job.entry.key, job.language): job.fields for job in made.jobs}


def test_only_what_is_missing_is_translated(folder):
    """One language after the other, so that a service loads each only once; what is there stays."""
    _, jobs = planned(folder, "topics/work", "places/church", languages=("uk", "ar"))

    assert jobs == {
        ("topics/work", "uk"): ("title", "answer", "links.0.title"),
        ("places/church", "uk"): ("name",),
        ("topics/work", "ar"): ("title", "answer", "more", "links.0.title"),
    }
    assert [language for _, language in jobs] == ["uk", "uk", "ar"]


@pytest.fixture
def complete(folder):
    """The place is also called something in Ukrainian."""
    rewrite(folder / "places.yaml", "ar: الكنيسة", "uk: Церква")
    return folder


def test_a_text_by_hand_is_noted_and_stays(complete):
    """From then on it shows when the German changes."""
    made, jobs = planned(complete, "places/church")
    assert (jobs, list(made.noted)) == ({}, ["places/church"])

    note(complete, "places/church", "uk")
    assert planned(complete, "places/church") == (plan(content_of(complete), [], []), {})


def test_an_outdated_draft_is_translated_anew(complete):
    """As a whole: nobody knows which field of the German has changed."""
    note(complete, "places/church", "uk")
    rewrite(complete / "places.yaml", "Katholische Kirche", "Alte Kirche")

    assert planned(complete, "places/church")[1] == {("places/church", "uk"): ("name",)}


def test_an_outdated_text_that_was_reviewed_stays_unless_somebody_insists(complete):
    """A person has worked on it; mostly a word has to change."""
    note(complete, "places/church", "uk", by="Olha")
    rewrite(complete / "places.yaml", "Katholische Kirche", "Alte Kirche")
    made, jobs = planned(complete, "places/church")

    assert (jobs, [entry.key for entry, _ in made.kept]) == ({}, ["places/church"])
    assert planned(complete, "places/church", outdated_reviewed=True)[1] == {
        ("places/church", "uk"): ("name",)
    }


@pytest.mark.parametrize("insist", [False, True])
def test_a_reviewed_text_of_the_present_german_is_never_touched(complete, insist):
    """Whatever the options."""
    note(complete, "places/church", "uk", by="Olha")
    made, jobs = planned(complete, "places/church", outdated_reviewed=insist)

    assert (jobs, made.kept, made.noted) == ({}, [], {})


def test_a_new_german_field_is_added_to_a_reviewed_text(folder):
    """What was reviewed still says what the German says, and stays."""
    rewrite(folder / "topics" / "emergency.yaml", "{de: Notfall}", "{de: Notfall, uk: Біда}")
    rewrite(
        folder / "topics" / "emergency.yaml",
        "{de: Rufen Sie 112.}",
        "{de: Rufen Sie 112., uk: Дзвоніть 112.}",
    )
    note(folder, "topics/emergency", "uk", by="Olha")
    with (folder / "topics" / "emergency.yaml").open("a", encoding="utf-8") as file:
        file.write("more: {de: Feuer und Unfall}\n")

    assert planned(folder, "topics/emergency")[1] == {("topics/emergency", "uk"): ("more",)}


class Voice:
    """An engine that says what it is told to."""

    def __init__(self, say):
        self.translate = say


def drafts(folder, say, save=lambda job, texts: None, languages=("uk",)):
    """What becomes of the jobs, and what was saved."""
    made, _ = planned(folder, languages=languages)
    saved = {}

    def keep(job, texts):
        save(job, texts)
        saved[job.entry.key] = texts

    outcomes = list(draft(made.jobs, lambda _: Voice(say), Shield(["Saltanat Heinzelmann"]), keep))
    return {outcome.job.entry.key: outcome.fault for outcome in outcomes}, saved


def test_paragraphs_stay_as_they_are(folder):
    """Each line is asked for by itself; blank lines are not asked for at all."""
    rewrite(folder / "topics" / "work.yaml", "Das Ukraine-Café ist", "- Das Ukraine-Café ist")
    asked = []
    faults, saved = drafts(folder, lambda text: asked.append(text) or f"  \u202a<{text}>\u200e\n")

    assert saved["topics/work"]["answer"] == (
        "<Fragen Sie Saltanat Heinzelmann: 07195 13-327.>\n\n- <Das Ukraine-Café ist in der Marienstr. 2.>"
    )
    assert "Fragen Sie XQ0: XQ1." in asked
    assert set(faults.values()) == {None}


def test_a_fault_of_one_text_is_no_fault_of_the_others(folder):
    """Neither one of the service nor one of the file."""

    def say(text):
        if text == "Fragen Sie XQ0: XQ1.":
            return "Ask XQ0."
        return text

    def save(job, _):
        if job.entry.key == "places/church":
            raise TranslationError("die Datei ist voll")

    faults, saved = drafts(folder, say, save)

    assert faults == {
        "topics/emergency": None,
        "topics/work": "in der Antwort fehlt: „07195 13-327“",
        "contacts/office": None,
        "places/church": "die Datei ist voll",
        "appointments/work": None,
    }
    assert set(saved) == {"topics/emergency", "contacts/office", "appointments/work"}


def test_after_some_texts_without_an_answer_nobody_asks_any_more(folder):
    """Each would wait a minute; the rest is named all the same."""
    asked = []

    def silence(text):
        asked.append(text)
        raise UnreachableError("keine Antwort in 60 Sekunden")

    faults, _ = drafts(folder, silence)

    assert len(asked) == PATIENCE
    assert list(faults.values())[:PATIENCE] == ["keine Antwort in 60 Sekunden"] * PATIENCE
    assert set(list(faults.values())[PATIENCE:]) == {"nicht versucht, weil der Dienst nicht mehr antwortet"}


def test_one_answer_in_between_is_enough_to_go_on(folder):
    """A service may be busy for a moment."""

    def now_and_then(text):
        if text == "Notfall":
            raise UnreachableError("keine Antwort")
        return text

    languages = ("en", "uk", "so", "ti", "sq")
    made, _ = planned(folder, languages=languages)
    outcomes = draft(made.jobs, lambda _: Voice(now_and_then), Shield([]), lambda job, texts: None)

    assert [outcome.fault for outcome in outcomes if outcome.fault] == ["keine Antwort"] * len(languages)
