"""How far a text is, told by what it says and never by when a file was saved."""

import pytest

from bot.content.schema import State
from bot.content.states import Entry, Stage, checked, drafted, entries, follows
from tests.support.office import TODAY, content_of, write_office

GERMAN, UKRAINIAN = "Wir helfen bei der Suche.", "Ми допомагаємо в пошуку."


def entry(german=GERMAN, **other):
    return Entry(
        "topics/work", {"title": {"de": "Arbeit", "uk": "Робота"}, "answer": {"de": german, **other}}
    )


def test_a_text_nobody_has_recorded_is_a_draft():
    """Somebody wrote it into the file by hand."""
    assert entry(uk=UKRAINIAN).stage("uk", None) is Stage.DRAFT


def test_a_text_is_missing_while_one_of_its_fields_is():
    """A title alone answers nobody."""
    assert entry().stage("uk", None) is Stage.MISSING
    assert entry().missing("uk") == ("answer",)
    assert entry().fingerprint("uk") is None


def test_a_reviewed_text_stays_reviewed_whatever_an_editor_does_to_its_spaces():
    """Line breaks, indentation and how a letter is composed are no change of a text."""
    state = checked(entry(uk="Ми й\nвони"), "uk", TODAY, "Anna Muster")

    assert entry(uk="  Ми и\u0306   вони\n").stage("uk", state) is Stage.REVIEWED


def test_a_text_is_outdated_once_the_german_says_something_else():
    """Until somebody reads it against the new German."""
    state = checked(entry(uk=UKRAINIAN), "uk", TODAY, "Anna Muster")
    changed = entry("Wir helfen nicht mehr.", uk=UKRAINIAN)

    assert changed.stage("uk", state) is Stage.OUTDATED
    assert changed.stage("uk", checked(changed, "uk", TODAY, "Anna Muster")) is Stage.REVIEWED


def test_a_text_rewritten_by_hand_is_a_draft_of_the_present_german():
    """Whoever rewrote it had the present German before them; nobody has checked it since."""
    state = checked(entry(uk=UKRAINIAN), "uk", TODAY, "Anna Muster")

    assert entry("Wir helfen nicht mehr.", uk="Уже ні.").stage("uk", state) is Stage.DRAFT


def test_the_german_text_is_checked_or_not():
    """It cannot be outdated: it is what the others are measured by."""
    state = checked(entry(), "de", TODAY, "Anna Muster")

    assert entry().stage("de", state) is Stage.REVIEWED
    assert entry("Neu.").stage("de", state) is Stage.DRAFT
    assert entry().stage("de", drafted(entry(), "de")) is Stage.DRAFT


def test_a_new_german_field_leaves_the_other_fields_right():
    """Only what is missing has to be written then."""
    before = entry(uk=UKRAINIAN)
    state = checked(before, "uk", TODAY, "Anna Muster")
    with_more = Entry(before.key, {**before.texts, "more": {"de": "Mehr dazu."}})

    assert with_more.stage("uk", state) is Stage.MISSING
    assert follows(with_more, "uk", state)


def test_a_changed_german_field_beside_a_new_one_does_not():
    """Then the present fields may say something else than the German does."""
    state = checked(entry(uk=UKRAINIAN), "uk", TODAY, "Anna Muster")
    changed = entry("Wir helfen nicht mehr.", uk=UKRAINIAN)
    both = Entry(changed.key, {**changed.texts, "more": {"de": "Mehr dazu."}})

    assert not follows(both, "uk", state)


@pytest.mark.parametrize("language", ["uk", "so"])
def test_an_incomplete_text_has_no_state(language):
    """There is nothing that anybody could have read."""
    with pytest.raises(ValueError, match=f"topics/work has no complete text in {language}"):
        drafted(entry(), language)


def test_everything_with_words_in_several_languages_is_an_entry(tmp_path):
    """By key, in the order of the files; what has no such words is none."""
    known = entries(content_of(write_office(tmp_path / "content")))

    assert [(key, tuple(entry.texts)) for key, entry in known.items()] == [
        ("topics/emergency", ("title", "answer")),
        ("topics/work", ("title", "answer", "more", "links.0.title")),
        ("contacts/office", ("role",)),
        ("places/church", ("name",)),
        ("appointments/work", ("title",)),
    ]
    assert [entry.name for entry in known.values()][:3] == ["emergency", "work", "contacts/office"]
    assert known["places/church"].group == "places"


def test_a_state_without_a_name_is_a_draft():
    """Reviewed means that somebody has put their name to it."""
    both = entry(uk=UKRAINIAN)

    assert drafted(both, "uk") == State(of=both.fingerprint("de"), text=both.fingerprint("uk"))
    assert both.stage("uk", drafted(both, "uk")) is Stage.DRAFT
