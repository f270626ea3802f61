"""`zuhause content review`: one step, a name, a date, and not a byte more than was reviewed."""

import getpass

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.commands.content import app
from bot.content.states import Stage, entries, state_of
from bot.content.states_file import NAME, read_states
from bot.content.writing import WritingError
from tests.support.office import content_of, note, rewrite, write_office


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The place has an Arabic name, topic work half a Ukrainian text."""
    monkeypatch.delenv("ZUHAUSE_REVIEWER", raising=False)
    return write_office(tmp_path / "content")


def review(folder, *options, by="Anna Muster"):
    named = ["--by", by] if by is not None else []
    return CliRunner().invoke(app, ["review", *options, *named, "--directory", str(folder)])


def reviewed(folder):
    """Who has reviewed what: by entry and language."""
    return {(key, code): state.by for key, row in read_states(folder).items() for code, state in row.items()}


def today():
    return clock.berlin_day(clock.now())


def test_the_german_text_is_still_correct(folder):
    """Without a language that is what is meant, with today's date."""
    done = review(folder, "work")

    assert done.exit_code == 0, done.output
    assert "✓ work: Deutsch (vorher nicht geprüft)" in done.stdout
    assert f"1 Text geprüft: Anna Muster, {today():%d.%m.%Y} ({folder / NAME})" in done.stdout
    content = content_of(folder)
    state = state_of(content, "topics/work", "de")
    assert (state.by, state.reviewed) == ("Anna Muster", today())
    assert entries(content)["topics/work"].stage("de", state) is Stage.REVIEWED


def test_a_translation_is_reviewed_by_its_language(folder):
    """Several at once, with commas or one by one; German is not touched."""
    rewrite(folder / "places.yaml", "ar: الكنيسة", "ar: الكنيسة, uk: Церква, sq: Kisha")
    review(folder, "places/church", "--lang", "ar,uk", "--lang", "sq", by="Olha")

    assert reviewed(folder) == {("places/church", code): "Olha" for code in ("uk", "ar", "sq")}


def test_an_outdated_translation_is_read_against_the_new_german(folder):
    """From then on it belongs to it."""
    note(folder, "places/church", "ar", by="Olha")
    rewrite(folder / "places.yaml", "Katholische Kirche", "Alte Kirche")
    done = review(folder, "places/church", "--lang", "ar")

    assert "✓ places/church: Arabisch (vorher veraltet, gilt jetzt für das neue Deutsch)" in done.stdout
    content = content_of(folder)
    entry = entries(content)["places/church"]
    assert entry.stage("ar", state_of(content, "places/church", "ar")) is Stage.REVIEWED


def test_everything_else_stays_byte_for_byte(folder):
    """No content file is written, and no other line of the states."""
    note(folder, "places/church", "ar", by="Olha")
    note(folder, "topics/emergency", "de", by="Olha")
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    review(folder, "work")
    after = {path: path.read_bytes() for path in folder.rglob("*.yaml")}

    states = folder / NAME
    assert {path for path in after if after[path] != before[path]} == {states}
    rest = iter(after[states].splitlines())
    assert all(line in rest for line in before[states].splitlines())
    assert len(after[states].splitlines()) == len(before[states].splitlines()) + 2


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["contacts"], {"contacts/office"}),
        (["contacts/office", "places/church"], {"contacts/office", "places/church"}),
        (["topics/work"], {"topics/work"}),
        (["topics"], {"topics/work", "topics/emergency"}),
        (["work", "topics", "places/"], {"topics/work", "topics/emergency", "places/church"}),
    ],
)
def test_topics_are_named_by_id_and_all_else_by_key_or_group(folder, names, keys):
    """As the table of the status shows them."""
    review(folder, *names)

    assert {key for key, _ in reviewed(folder)} == keys


def test_a_topic_goes_before_a_group_of_the_same_name(folder):
    """Nobody shall review more than was meant; how to name the group is said."""
    work = (folder / "topics" / "work.yaml").read_text(encoding="utf-8")
    (folder / "topics" / "places.yaml").write_text(work.replace("id: work", "id: places"), encoding="utf-8")
    done = review(folder, "places")

    assert {key for key, _ in reviewed(folder)} == {"topics/places"}
    assert "„places“ ist hier das Thema. Alle Orte: places/" in done.stderr
    review(folder, "places/")
    assert {key for key, _ in reviewed(folder)} == {"topics/places", "places/church"}


def test_all_languages_of_a_text_in_one_step(folder):
    """Those there are; which are missing is told, and is no fault."""
    done = review(folder, "places/church", "--all")

    assert done.exit_code == 0
    assert set(reviewed(folder)) == {("places/church", "de"), ("places/church", "ar")}
    assert "– places/church: Somali gibt es noch nicht, nicht vermerkt" in done.stderr


def test_a_missing_text_is_told_and_not_marked(folder):
    """A half text says which fields are missing; whoever asked for it gets an end with 1."""
    done = review(folder, "work", "--lang", "uk")

    assert done.exit_code == 1
    assert "– work: Ukrainisch fehlt noch: title, answer, links.0.title, nicht vermerkt" in done.stderr
    assert reviewed(folder) == {}


def test_everything_at_once_needs_a_second_word(folder):
    """Nobody reads 450 texts by mistake."""
    refused = review(folder, "--all")
    assert refused.exit_code == 1
    assert "--all --yes" in refused.stderr
    assert not (folder / NAME).exists()

    assert review(folder, "--all", "--yes").exit_code == 0
    assert len(reviewed(folder)) == 6


def test_somebody_has_to_be_named(folder, monkeypatch):
    """By the option, else the environment, else the login; never nobody."""
    monkeypatch.setattr(getpass, "getuser", lambda: "olha")
    review(folder, "work", by=None)
    assert set(reviewed(folder).values()) == {"olha"}

    monkeypatch.setenv("ZUHAUSE_REVIEWER", "Anna Muster")
    review(folder, "work", by=None)
    assert set(reviewed(folder).values()) == {"Anna Muster"}

    def nobody():
        raise KeyError("uid not found")

    monkeypatch.delenv("ZUHAUSE_REVIEWER")
    monkeypatch.setattr(getpass, "getuser", nobody)
    for name in (None, " ", "A" * 41):
        refused = review(folder, "emergency", by=name)
        assert refused.exit_code == 1
        assert '--by "Anna Muster"' in refused.stderr
    assert set(reviewed(folder).values()) == {"Anna Muster"}


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["wrok"], "„wrok“ gibt es nicht. Meinten Sie „work“?"),
        (["contacts/ofice"], "Meinten Sie „contacts/office“?"),
        (["xyz"], "Erlaubt: emergency, work, contacts/office"),
        (["work", "--lang", "uk", "--all"], "nicht beides"),
        ([], "Welche Texte?"),
    ],
)
def test_a_typing_error_marks_nothing_and_says_what_was_meant(folder, options, hint):
    """Also when the other names are right."""
    refused = review(folder, *options, *(["work"] if options == ["wrok"] else []))

    assert refused.exit_code == 1
    assert hint in refused.stderr
    assert reviewed(folder) == {}


def test_an_example_is_finished_first(folder):
    """Nobody can find right what nobody sees."""
    with (folder / "topics" / "work.yaml").open("a", encoding="utf-8") as file:
        file.write("example: true\n")
    refused = review(folder, "work")

    assert refused.exit_code == 1
    assert "work.yaml:1: Dieses Thema ist noch ein Beispiel." in refused.stderr


def test_what_could_not_be_noted_is_not_called_reviewed(folder):
    """Here because of a sign in the name that no content file may have."""
    refused = review(folder, "work", by="Anna\u202eMuster")

    assert isinstance(refused.exception, WritingError)
    assert (refused.exit_code, refused.stdout) == (1, "")


def test_faulty_content_cannot_be_reviewed(folder):
    """The report of the check comes first."""
    (folder / "places.yaml").write_text("places:\n\t- id: x\n", encoding="utf-8")
    refused = review(folder, "work")

    assert refused.exit_code == 1
    assert f"{folder / 'places.yaml'}:2: " in refused.stdout
