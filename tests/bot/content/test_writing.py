"""A translation goes into its file, and every other byte stays as somebody wrote it."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.writing import WritingError, replace_file, with_texts
from bot.content.yaml_lines import read
from bot.languages import BY_CODE
from tests.support.town import ROOT

SHIPPED = sorted((ROOT / "content").rglob("*.yaml"))
SECTIONS = """\
id: work
# ganz oben
title:
  de: Arbeit   # auf der Taste
  ar: عمل

# Die kurze Antwort
answer:
  de: | # mehrzeilig
    Eins.

    Zwei.

# Das Ende
start: 16:00
phone:   07195 13-327
"""


def put(text, place, said, language="uk"):
    return with_texts(text.encode(), "work.yaml", {place: said}, language).decode()


def test_a_new_language_stands_where_the_table_of_languages_has_it():
    """Between German and Arabic; the comment behind the German title stays where it is."""
    assert put(SECTIONS, ("title",), "Робота").splitlines()[2:6] == [
        "title:",
        "  de: Arbeit   # auf der Taste",
        "  uk: Робота",
        "  ar: عمل",
    ]


def test_several_lines_become_a_block_before_the_next_comment():
    """Blank lines and comments behind the German text belong to what follows."""
    block = "    Zwei.\n  uk: |\n    Один.\n\n    Два.\n"

    assert put(SECTIONS, ("answer",), "Один.\n\nДва.") == SECTIONS.replace("    Zwei.\n", block)


def test_a_text_is_replaced_with_its_comment_kept():
    """Whether it was one line or a block, and whether it becomes one."""
    text = "title:\n  de: Arbeit\n  uk: Стара   # von Olha\n  ar: عمل\n"
    assert put(text, ("title",), "Робота") == text.replace("Стара", "Робота")
    assert put(text, ("title",), "Роб\nота").splitlines()[2:5] == [
        "  uk: |   # von Olha",
        "    Роб",
        "    ота",
    ]

    block = "title:\n  de: Arbeit\n  uk: | # von Olha\n    Стара\n    назва\n\n# Ende\nid: work\n"
    assert put(block, ("title",), "Нова") == block.replace("    Стара\n    назва\n", "    Нова\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('title: {de: Arbeit, ar: "عمل"}', 'title: {de: Arbeit, uk: Робота, ar: "عمل"}'),
        ("title: { de: 'Arbeit' }   # kurz", "title: { de: 'Arbeit', uk: Робота }   # kurz"),
        ("title: {uk: x, de: Arbeit}", "title: {uk: Робота, de: Arbeit}"),
        ("title:\n    de:   Arbeit", "title:\n    de:   Arbeit\n    uk: Робота"),
        ('title:\n  de: "Ar\n    beit"\nid: x', 'title:\n  de: "Ar\n    beit"\n  uk: Робота\nid: x'),
        ("title:\n  ar: عمل\n  de: Arbeit", "title:\n  ar: عمل\n  de: Arbeit\n  uk: Робота"),
        ("title:\r\n  de: Arbeit\r\nid: x\r\n", "title:\r\n  de: Arbeit\r\n  uk: Робота\r\nid: x\r\n"),
    ],
    ids=["braces", "spaces in braces", "replaced in braces", "wide", "folded", "German last", "Windows"],
)
def test_every_way_to_write_yaml_is_kept(before, after):
    """A round trip through a YAML library would write all of these anew."""
    assert put(before, ("title",), "Робота") == after


def test_an_entry_of_a_list_is_found_by_its_number():
    """Lists may be indented or not, and an entry may stand in braces."""
    text = "places:\n- id: a\n  name: {de: Haus}\n- {id: b, name: {de: Kirche}}\n"
    changed = with_texts(
        text.encode(), "f", {("places", 0, "name"): "Дім", ("places", 1, "name"): "Церква"}, "uk"
    )

    assert changed.decode() == text.replace("{de: Haus}", "{de: Haus, uk: Дім}").replace(
        "{de: Kirche}", "{de: Kirche, uk: Церква}"
    )


@pytest.mark.parametrize(
    "said", ["112", "ja: nein", "# kein Kommentar", "- Punkt", "null", "a 'b' \"c\"", "{x}"]
)
def test_a_text_that_looks_like_yaml_is_quoted(said):
    """It is read back as it was meant."""
    for text in (SECTIONS, "title: {de: Arbeit}\nanswer: {de: x}\n"):
        document = read(put(text, ("title",), said).encode(), "f")
        assert (document.value["title"]["uk"], document.findings) == (said, ())


def _slots(value, place=()):
    """The place of every text in several languages."""
    if isinstance(value, dict):
        if "de" in value and isinstance(value["de"], str) and set(value) <= set(BY_CODE):
            yield place
        for key, inner in value.items():
            yield from _slots(inner, (*place, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _slots(inner, (*place, number))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_text_that_ships_can_be_written_anew(path):
    """And written back, which gives the file of before, byte for byte."""
    data = path.read_bytes()
    value = read(data, "f").value
    for place in _slots(value):
        former = value
        for step in place:
            former = former[step]
        for language in ("uk", "sq"):
            if language in former:
                said = former[language].strip()
                changed = with_texts(data, "f", {place: f"☕ {said}"}, language)
                assert changed != data
                assert with_texts(changed, "f", {place: said}, language) == data


lines = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"]), max_size=30).map(
    str.strip
)
texts = st.lists(lines, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
LAYOUTS = [
    SECTIONS,
    SECTIONS.replace("\n", "\r\n"),
    "answer: {de: x}\ntitle: {de: Arbeit, ar: عمل}",
    "title:\n        de: >\n            Ar\n            beit\n\n\nanswer:\n  de: ''\n# Ende",
]


@given(
    st.sampled_from(LAYOUTS), st.sampled_from(["title", "answer"]), texts, st.sampled_from(list(BY_CODE)[1:])
)
def test_a_text_is_read_back_as_it_was_meant_or_nothing_is_written(layout, name, said, language):
    """And never does anything else change."""
    before = read(layout.encode(), "f").value
    after = read(put(layout, (name,), said, language).encode(), "f")

    assert after.findings == ()
    assert after.value[name].pop(language).removesuffix("\n") == said
    before[name].pop(language, None)
    assert after.value == before


def test_a_text_with_signs_that_no_content_file_may_have_is_refused():
    """The sentence names the file, the line and the language."""
    with pytest.raises(WritingError, match=r"^work\.yaml:3: .*von Hand ein: Ukrainisch \(uk\)\.$"):
        put(SECTIONS, ("title",), "Робо\u202eта")


def test_a_file_with_faults_is_not_touched():
    """The faults are told instead."""
    with pytest.raises(WritingError, match=r"^work\.yaml:2: "):
        put("title:\n\tde: Arbeit\n", ("title",), "Робота")


def test_a_text_that_keeps_its_last_blank_lines_is_not_cut():
    """`|+` is rare, and then somebody meant it."""
    with pytest.raises(WritingError, match=r"work\.yaml:1: Hier lässt sich der Text nicht eintragen"):
        put("title:\n  de: |+\n    Arbeit\n\n\nid: work\n", ("title",), "Робота")


def test_a_file_is_replaced_whole_with_its_mode_and_its_links(tmp_path):
    """A content folder may be shared by a group, and a file in it may be a link to elsewhere."""
    real, link = tmp_path / "real.yaml", tmp_path / "link.yaml"
    real.write_text("alt", encoding="utf-8")
    real.chmod(0o664)
    link.symlink_to(real)
    replace_file(link, b"neu")

    assert link.is_symlink()
    assert real.read_bytes() == b"neu"
    assert stat.S_IMODE(real.stat().st_mode) == 0o664
    assert {path.name for path in tmp_path.iterdir()} == {"real.yaml", "link.yaml"}


def test_a_file_that_nobody_may_write_is_named_with_the_reason(tmp_path):
    """The folder is gone, or somebody else's."""
    path = tmp_path / "gone" / "work.yaml"
    with pytest.raises(WritingError, match=rf"^{path}:1: Die Datei lässt sich nicht ändern \(No such file"):
        replace_file(path, b"neu")
