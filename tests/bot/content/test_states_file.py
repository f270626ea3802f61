"""`states.yaml`: written by the program, a text a line, and read back as it was meant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.schema import State, StatesFile
from bot.content.states_file import NAME, read_states, record, rendered
from bot.content.validation import validated
from bot.content.writing import WritingError
from bot.content.yaml_lines import read
from bot.languages import BY_CODE
from tests.support.office import TODAY

DRAFT = State(of="3f2a9c1b", text="99ab01cd")
REVIEWED = DRAFT.model_copy(update={"reviewed": TODAY, "by": "Anna Muster"})


def test_it_says_who_wrote_it_and_is_short(tmp_path):
    """Staff may look into it; the head says what to do instead of changing it."""
    record(tmp_path, {"topics/work": {"uk": DRAFT, "de": REVIEWED}}, ["topics/work"])
    lines = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()

    assert lines[0] == "# yaml-language-server: $schema=../docs/schema/states.schema.json"
    assert "Diese Datei schreibt das Programm." in lines[2]
    assert lines[-4:] == [
        "states:",
        "  topics/work:",
        "    de: {of: 3f2a9c1b, text: 99ab01cd, reviewed: 22.11.2026, by: Anna Muster}",
        "    uk: {of: 3f2a9c1b, text: 99ab01cd}",
    ]


def test_a_change_leaves_every_other_line_as_it_was(tmp_path):
    """Also the states of texts that are not in the content any more."""
    former = {key: dict.fromkeys(("de", "uk"), DRAFT) for key in ("topics/work", "topics/gone", "places/x")}
    order = ["topics/housing", "topics/work", "places/x"]
    record(tmp_path, former, order)
    before = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()

    record(tmp_path, {"topics/work": {"ar": REVIEWED}, "topics/housing": {"de": DRAFT}}, order)
    after = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()

    rest = iter(after)
    assert all(line in rest for line in before)
    assert len(after) == len(before) + 3
    assert list(read_states(tmp_path)) == ["topics/housing", "topics/work", "places/x", "topics/gone"]


def test_a_state_that_is_known_already_is_not_written_again(tmp_path):
    """So that nothing is reloaded and no version control system sees a change."""
    record(tmp_path, {"topics/work": {"uk": DRAFT}}, [])
    written = (tmp_path / NAME).stat().st_mtime_ns
    record(tmp_path, {"topics/work": {"uk": DRAFT}}, [])

    assert (tmp_path / NAME).stat().st_mtime_ns == written


def test_a_folder_without_it_has_no_states(tmp_path):
    """Nobody has reviewed anything yet."""
    assert read_states(tmp_path) == {}


def test_a_faulty_file_is_named_with_its_line_and_left_alone(tmp_path):
    """It may be the result of a merge, and only people can mend that."""
    (tmp_path / NAME).write_text("states:\n  topics/work:\n    uk: {of: 3f2a9c1b}\n", encoding="utf-8")

    with pytest.raises(WritingError, match=rf"{NAME}:3: "):
        record(tmp_path, {"topics/work": {"de": DRAFT}}, [])
    assert "de" not in (tmp_path / NAME).read_text(encoding="utf-8")


def test_two_people_may_review_at_the_same_time(tmp_path):
    """The file is read anew before it is written, so nobody loses what the other has noted."""
    record(tmp_path, {"topics/work": {"uk": REVIEWED}}, [])
    record(tmp_path, {"topics/housing": {"ar": REVIEWED}}, [])

    assert set(read_states(tmp_path)) == {"topics/work", "topics/housing"}


def test_a_new_file_may_be_read_by_whoever_reads_the_others(tmp_path):
    """The bot may run as somebody else than the person who reviews."""
    record(tmp_path, {"topics/work": {"uk": DRAFT}}, [])
    (tmp_path / "other").touch()

    assert (tmp_path / NAME).stat().st_mode == (tmp_path / "other").stat().st_mode


fingerprints = st.text("0123456789abcdef", min_size=8, max_size=8)
names = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
states = st.builds(
    lambda of, text, day, by: State(of=of, text=text, reviewed=day, by=by),
    fingerprints,
    fingerprints,
    st.none() | st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.none() | names,
)
keys = st.from_regex(r"(topics|places)/[a-z0-9]{1,9}(-[a-z0-9]{1,9})?", fullmatch=True)


@given(
    st.dictionaries(
        keys, st.dictionaries(st.sampled_from(list(BY_CODE)), states, min_size=1, max_size=3), max_size=3
    )
)
def test_what_is_written_is_read_back(known):
    """Whatever people are called; signs that no content file may have are a finding, never another name."""
    document = read(rendered(known, []).encode(), NAME)
    file, findings = validated(document, StatesFile)

    assert file is None or file.states == known
    assert file or document.findings or findings


@pytest.mark.parametrize(
    "name", ["O’Neil: x", "null", "# 7", "{x}", "آنا", 'A "B" C', "12", "Anna\u200fMuster"]
)
def test_a_name_may_look_like_anything(tmp_path, name):
    """It is people who have names, not YAML."""
    state = DRAFT.model_copy(update={"reviewed": TODAY, "by": name})
    record(tmp_path, {"topics/work": {"uk": state}}, [])

    assert read_states(tmp_path)["topics/work"]["uk"].by == name


def test_a_name_with_signs_nobody_sees_is_refused(tmp_path):
    """And the file stays as it was."""
    record(tmp_path, {"topics/work": {"uk": DRAFT}}, [])
    before = (tmp_path / NAME).read_bytes()
    state = DRAFT.model_copy(update={"reviewed": TODAY, "by": "Anna\u202eMuster"})

    with pytest.raises(WritingError, match=NAME):
        record(tmp_path, {"topics/work": {"uk": state}}, [])
    assert (tmp_path / NAME).read_bytes() == before
    assert not [file for file in tmp_path.iterdir() if file.name != NAME]
