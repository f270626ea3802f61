"""The folder as a whole: what may be missing, unreadable or strange, and that nothing of it raises."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.load import load
from bot.content.sentences import SENTENCES

ROOT = Path(__file__).resolve().parents[3]
BOMB = b"a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nid: [*c, *c, *c]\n"


def places_and_kinds(folder: Path) -> list[tuple[str, str]]:
    loaded = load(folder)
    assert loaded.content is None
    return [(finding.place.removeprefix(f"{folder}/"), finding.kind) for finding in loaded.findings]


def test_a_folder_without_faults_is_served(folder):
    """Everything is there by its id, dates and times are values, and other languages may be missing."""
    loaded = load(folder)
    assert loaded.findings == ()
    assert set(loaded.content.topics) == {"emergency", "housing", "work"}
    assert loaded.content.meetups["cafe"].start.hour == 15
    assert loaded.content.contacts[loaded.content.first_contact].phone == "07195 13-327"


def test_the_offices_own_content_has_no_faults():
    """What we ship is what we would accept."""
    assert load(ROOT / "content").findings == ()


def test_html_in_a_text_is_just_text(folder):
    """Escaping is the renderer's work."""
    text = "id: housing\ntitle: {de: Wohnen}\nanswer:\n  de: <b>1 < 2</b> & mehr\n"
    (folder / "topics/housing.yaml").write_text(text, encoding="utf-8")
    assert load(folder).content.topics["housing"].answer["de"] == "<b>1 < 2</b> & mehr"


def test_numbers_stay_as_written(folder):
    """No phone number loses its zero, no time becomes 630, no `no` becomes False."""
    path = folder / "contacts.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("07195 13-327", "0719513327"), encoding="utf-8")
    text = (
        'id: housing\ntitle: {de: 10:30}\nanswer: {de: no}\ncheck_every_days: 90\nexamples: {de: ["007"]}\n'
    )
    (folder / "topics/housing.yaml").write_text(text, encoding="utf-8")
    content = load(folder).content
    topic = content.topics["housing"]
    assert content.contacts["office"].phone == "0719513327"
    assert (topic.title["de"], topic.answer["de"], topic.examples["de"]) == ("10:30", "no", ["007"])
    assert topic.check_every_days == 90


def test_the_version_changes_with_every_byte_and_only_then(folder):
    """A comment is a change too; reading twice is none."""
    before = load(folder).content.version
    assert load(folder).content.version == before
    with (folder / "places.yaml").open("a", encoding="utf-8") as file:
        file.write("# geprüft\n")
    assert load(folder).content.version != before


def test_an_empty_folder_names_every_missing_file_and_how_it_starts(tmp_path):
    """One finding a file, each with the first line to write."""
    assert places_and_kinds(tmp_path) == [
        ("appointments.yaml:1", "no-file"),
        ("contacts.yaml:1", "no-file"),
        ("meetups.yaml:1", "no-file"),
        ("places.yaml:1", "no-file"),
        ("topics:1", "no-topics"),
    ]
    assert load(tmp_path).findings[2].sentence() == (
        "Diese Datei fehlt. Legen Sie sie an; die erste Zeile lautet: meetups: []"
    )


@pytest.mark.parametrize("name", ["nowhere", "file", "a\0b"])
def test_a_missing_folder_is_one_finding(tmp_path, name):
    """Also where the name is that of a file, or of nothing a disk can hold."""
    (tmp_path / "file").touch()
    assert [finding.kind for finding in load(tmp_path / name).findings] == ["no-folder"]


def test_a_folder_that_cannot_be_listed_is_one_finding(tmp_path):
    """A path longer than the system allows stands for all errors of the disk."""
    assert [finding.kind for finding in load(tmp_path / ("x" * 5000)).findings] == ["unreadable"]


def test_a_folder_called_like_a_file_is_a_finding(folder):
    """And the file it stands for is not missed twice."""
    (folder / "topics/care.yaml").mkdir()
    (folder / "places.yaml").unlink()
    (folder / "places.yaml").mkdir()
    assert places_and_kinds(folder) == [
        ("places.yaml:1", "no-regular-file"),
        ("topics/care.yaml:1", "no-regular-file"),
    ]


def test_a_pipe_is_not_waited_for(folder):
    """Opening a named pipe would block for ever."""
    os.mkfifo(folder / "topics/pipe.yaml")
    assert places_and_kinds(folder) == [("topics/pipe.yaml:1", "no-regular-file")]


def test_links_that_lead_nowhere_are_findings(folder):
    """One to a file that is gone, one to itself."""
    (folder / "topics/gone.yaml").symlink_to("nowhere.yaml")
    (folder / "topics/loop.yaml").symlink_to("loop.yaml")
    assert places_and_kinds(folder) == [
        ("topics/gone.yaml:1", "unreadable"),
        ("topics/loop.yaml:1", "unreadable"),
    ]


def test_a_file_nobody_reads_is_named_with_the_name_it_should_have(folder):
    """A misspelt file would otherwise be silently left out."""
    (folder / "contact.yaml").touch()
    (folder / "topics/care.yml").touch()
    (folder / "topics/notes.txt").touch()
    wrong, ending = load(folder).findings
    assert wrong.sentence("en") == (
        "I do not know the name “contact.yaml”, so this file is not read. Did you mean “contacts.yaml”? "
        "Allowed: appointments.yaml, contacts.yaml, meetups.yaml, places.yaml. Rename or delete it."
    )
    assert (ending.kind, ending.suggestion) == ("file-name", "care.yaml")


@pytest.mark.parametrize(
    ("data", "line", "kind"),
    [
        (b"", 1, "empty-file"),
        (b"# nur ein Kommentar\n", 1, "empty-file"),
        (b"---\n", 1, "empty-file"),
        (b"{}\n", 1, "empty-file"),
        ("id: housing\ntitle: {de: Büro}\n".encode("utf-16"), 1, "encoding"),
        ("id: housing\ntitle: {de: Büro}\n".encode("utf-16-le"), 1, "encoding"),
        ("id: housing\n\ntitle: {de: Büro}\n".encode("latin-1"), 3, "encoding"),
        (b"id: housing\r\ntitle: {de: B\xc3\x28}\r\n", 2, "encoding"),
        ("id: housing\ntitle: {de: a}\nanswer: {de: b}\n".encode("utf-8-sig"), 1, "byte-order-mark"),
        (b"id: housing\ntitle: \0\n", 2, "invisible"),
        (b"id: housing\ntitle: {de: \x1b[1m}\n", 2, "invisible"),
        ("id: housing\ntitle: {de: \u2068Büro\u2069}\n".encode(), 2, "invisible"),
        ("id: housing\ntitle: {de: Bü\u2028ro}\n".encode(), 2, "invisible"),
        (b"id: housing\ntitle:\n\tde: Wohnen\n", 3, "tab"),
        (b"x" * 400_001, 1, "too-big"),
        (b"[" * 100_000, 1, "nested"),
        (b"{a: 1, a: " * 2000, 1, "twice"),
        (b"- " * 50_000, 1, "nested"),
        (b'id: "a', 1, "open-quote"),
    ],
)
def test_bytes_that_are_no_content_are_findings(folder, data, line, kind):
    """The first finding names the line; nothing raises, nothing takes for ever."""
    (folder / "topics/housing.yaml").write_bytes(data)
    assert places_and_kinds(folder)[0] == (f"topics/housing.yaml:{line}", kind)


def test_every_tab_is_named_at_once(folder):
    """Whoever indents with tabs does so in many lines."""
    (folder / "topics/housing.yaml").write_bytes(b"id: housing\ntitle:\n\tde: a\nanswer:\n\tde: b\n")
    assert places_and_kinds(folder) == [("topics/housing.yaml:3", "tab"), ("topics/housing.yaml:5", "tab")]


def test_a_small_file_never_unfolds_into_a_huge_one(folder):
    """Anchors and aliases are refused by line and never followed."""
    (folder / "topics/housing.yaml").write_bytes(BOMB)
    found = places_and_kinds(folder)
    assert [kind for _, kind in found[:4]] == ["anchor", "anchor", "anchor", "alias"]


def test_answers_leave_room_for_what_stands_below_them(folder):
    """Telegram takes 4096 characters; contacts, places and dates need some of them."""
    text = "id: housing\ntitle: {de: Wohnen}\nanswer:\n  de: "
    (folder / "topics/housing.yaml").write_text(text + "a" * 3000 + "\n", encoding="utf-8")
    assert load(folder).findings == ()
    (folder / "topics/housing.yaml").write_text(text + "a" * 3001 + "\n", encoding="utf-8")
    [finding] = load(folder).findings
    assert (finding.line, finding.details["length"]) == (4, 3001)
    assert "hat 3001 Zeichen, erlaubt sind 3000" in finding.sentence()


def test_faults_of_all_files_come_together_in_order(folder):
    """Staff mend everything in one go."""
    for name in ("contacts.yaml", "places.yaml", "topics/work.yaml"):
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("zimmer: 3\n")
    (folder / "meetups.yaml").write_text('meetups: "\n', encoding="utf-8")
    assert places_and_kinds(folder) == [
        ("contacts.yaml:9", "field"),
        ("meetups.yaml:1", "open-quote"),
        ("places.yaml:11", "field"),
        ("topics/work.yaml:9", "field"),
    ]


NAMES = [
    "contacts.yaml",
    "places.yaml",
    "meetups.yaml",
    "appointments.yaml",
    "states.yaml",
    "topics/housing.yaml",
]
PIECES = st.sampled_from(
    [
        *("id", "title", "de", "en", "answer", "contacts", "place", "meetups", "start", "16:00", "office"),
        *(
            "more",
            "cancelled",
            "moved",
            "usual",
            "day",
            "01.02.2027",
            "links",
            "states",
            "07195 13-327",
            "example",
        ),
        *(":", ": ", "- ", "\n", "\n  ", "\n    ", "\t", "[", "]", "{", "}", ",", '"', "'", "#", "|", ">"),
        *("&a ", "*a", "!x ", "<<", "? ", "---\n", "...\n", "%YAML 1.2\n", "\\", "@", "`", "\r", "é", "🗣"),
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(NAMES), data=st.binary(max_size=200) | st.lists(PIECES).map("".join).map(str.encode)
)
def test_no_file_whatever_its_bytes_raises(folder, name, data):
    """Random bytes, and random pieces of YAML: content or findings, never an error."""
    path = folder / name
    before = path.read_bytes() if path.exists() else b"states: {}\n"
    path.write_bytes(data)
    loaded = load(folder, advice_on=date(2026, 11, 24))
    path.write_bytes(before)
    assert (loaded.content is None) == bool(loaded.findings)
    for finding in (*loaded.findings, *loaded.advice):
        assert finding.kind in SENTENCES
        assert finding.sentence("de")
        assert finding.sentence("en")
        assert finding.line >= 1


def test_help_in_danger_cannot_be_deleted(folder):
    """Without the emergency topic nothing is served: somebody must be able to read 112."""
    (folder / "topics/emergency.yaml").unlink()
    assert places_and_kinds(folder) == [("topics/emergency.yaml:1", "no-emergency")]
