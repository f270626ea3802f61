"""The reader: strings only, and a line for every value and key."""

import string

from hypothesis import given
from hypothesis import strategies as st

from bot.content.yaml_lines import read

WORDS = st.text(string.ascii_lowercase, min_size=1, max_size=5)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def test_every_scalar_is_a_string():
    """Whatever YAML 1.1 would make of it."""
    document = read(b"[10:30, no, 07195, 1e3, null, ~, 2027-01-31, 0x1F, .inf, yes]", "x.yaml")
    assert document.value == ["10:30", "no", "07195", "1e3", "null", "~", "2027-01-31", "0x1F", ".inf", "yes"]


def test_values_and_keys_know_their_lines():
    """An empty value stands where its key stands, a block where its bar stands."""
    text = (
        "# Kommentar\nid: a\nanswer:\n  de: |\n    eins\n    zwei\n  en:\n    one\n"
        "list:\n  - x\n  - y: 1\nempty:\n"
    )
    document = read(text.encode(), "x.yaml")
    assert document.findings == ()
    assert document.lines == {
        (): 2,
        ("id",): 2,
        ("answer",): 3,
        ("answer", "de"): 4,
        ("answer", "en"): 8,
        ("list",): 9,
        ("list", 0): 10,
        ("list", 1): 11,
        ("list", 1, "y"): 11,
        ("empty",): 12,
    }
    assert document.keys["answer", "en"] == 7


def test_windows_and_old_mac_line_ends_count_as_lines():
    """Editors count them too."""
    for end in (b"\r\n", b"\r", b"\n"):
        assert read(end.join([b"id: a", b"", b"name: b", b""]), "x.yaml").lines[("name",)] == 3


def test_of_two_equal_keys_the_first_is_kept_and_the_second_reported():
    """PyYAML's loaders would keep the last one in silence."""
    document = read(b"a: 1\nb: 2\na: {c: 3}\n", "x.yaml")
    assert document.value == {"a": "1", "b": "2"}
    assert [(finding.place, finding.kind) for finding in document.findings] == [("x.yaml:3", "twice")]


def test_a_finding_shows_the_line_it_is_about():
    """At the value, at the key, or at the nearest parent that is there."""
    document = read(b"meetups:\n  - id: a\n    start:\n      25:00\n", "x.yaml")
    path = ("meetups", 0, "start")
    assert document.finding("time", path, value="25:00").source_line == "25:00"
    assert document.finding("time", path, at_key=True, value="25:00").source_line == "start:"
    assert document.finding("missing", ("meetups", 0, "place"), field="place").source_line == "- id: a"


def _flow(tree: object) -> str:
    if isinstance(tree, dict):
        return "{" + ",\n".join(f"{key}: {_flow(value)}" for key, value in tree.items()) + "}"
    if isinstance(tree, list):
        return "[" + ",\n".join(map(_flow, tree)) + "]"
    return str(tree)


@given(TREES.filter(bool))
def test_what_is_written_is_read(tree):
    """Any nesting of lists and mappings comes back as it was, and every line exists."""
    text = _flow(tree)
    document = read(text.encode(), "x.yaml")
    assert document.value == tree
    assert all(1 <= line <= text.count("\n") + 1 for line in document.lines.values())
