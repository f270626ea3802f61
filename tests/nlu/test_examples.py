"""Reading Rasa's NLU files."""

from inspect import cleandoc
from pathlib import Path

import pytest

from nlu.errors import NluFileError
from nlu.examples import read_nlu


def write(tmp_path: Path, text: str, name: str = "de.yml") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_every_sentence_comes_with_its_intent_language_file_and_line(tmp_path):
    """version: "3.1"

    nlu:
    # courses
    - intent: german-courses
      examples: |
        - Wo lerne ich Deutsch?

        - Deutschkurs
    - intent: faq/opening
      examples: |
        - Wann offen?
    """
    file = write(tmp_path, cleandoc(test_every_sentence_comes_with_its_intent_language_file_and_line.__doc__))
    found = [(example.text, example.intent, example.language, example.line) for example in read_nlu(file)]
    assert found == [
        ("Wo lerne ich Deutsch?", "german-courses", "de", 7),
        ("Deutschkurs", "german-courses", "de", 9),
        ("Wann offen?", "faq/opening", "de", 12),
    ]


def test_entity_annotations_become_their_text(tmp_path):
    """Entity annotations become their text, in both of Rasa's spellings."""
    file = write(
        tmp_path,
        'nlu:\n- intent: a\n  examples: |\n    - to [New York](city) on [1st]{"entity": "day"} [sic]\n',
    )
    assert [example.text for example in read_nlu(file)] == ["to New York on 1st [sic]"]


def test_a_list_of_texts_is_read_like_a_block(tmp_path):
    """Examples may be a list of texts or of maps with metadata; other kinds of entries are passed over."""
    file = write(
        tmp_path,
        "stories: []\nnlu:\n- synonym: x\n  examples: |\n    - y\n- intent: a\n  metadata: {}\n  examples:\n"
        "  - text: |\n      - one\n    metadata: {}\n  - two\n",
        "nlu.yml",
    )
    read = [(example.text, example.language, example.line) for example in read_nlu(file)]
    assert [text for text, _, _ in read] == ["one", "two"]
    assert {language for _, language, _ in read} == {None}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "no list of intents"),
        ("hello", 1, "no list of intents"),
        ("nlu: []\n", 1, "no list of intents"),
        ("nlu:\n- synonym: x\n  examples: |\n    - y\n", 2, "no example sentences"),
        ("nlu:\n- examples: |\n    - x\n", 2, "name of the intent is missing"),
        ("nlu:\n- intent: a\n", 2, "has no example sentences"),
        ("nlu:\n- intent: a\n  examples: |\n    - x\n    y\n", 5, "does not begin with '- '"),
        ("nlu:\n- intent: a\n  examples: |\n    - x\n    -\n", 5, "the example is empty"),
        ("nlu:\n- intent: a\n  examples: >\n    - x\n    - y\n", 3, "not a block"),
        ("nlu:\n- intent: a\n  examples:\n  - {note: x}\n", 4, "not a sentence"),
        ("nlu:\n- intent: a\n\texamples: |\n", 3, "spaces instead of tabs"),
        ("nlu:\n- intent: 'a\n", 3, "quotes"),
        ("nlu:\n- intent: \x00\n", 0, "control character"),
    ],
)
def test_a_fault_is_named_with_its_line_and_cure(tmp_path, text, line, words):
    """A fault is named with its line and its cure."""
    file = write(tmp_path, text)
    with pytest.raises(NluFileError) as caught:
        read_nlu(file)
    assert [fault.line for fault in caught.value.faults] == [line]
    assert words in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_all_faults_of_a_file_are_named_at_once(tmp_path):
    """All faults of a file are named at once."""
    file = write(tmp_path, "nlu:\n- intent: a\n  examples: |\n    x\n    y\n- intent: ''\n")
    with pytest.raises(NluFileError) as caught:
        read_nlu(file)
    assert [fault.line for fault in caught.value.faults] == [4, 5, 6]


def test_a_missing_file_and_a_foreign_encoding_are_faults_too(tmp_path):
    """A missing file and a foreign encoding are faults too."""
    (tmp_path / "latin.yml").write_bytes("nlu:\n- intent: grüße\n".encode("latin-1"))
    with pytest.raises(NluFileError, match="UTF-8"):
        read_nlu(tmp_path / "latin.yml")
    with pytest.raises(NluFileError, match="cannot be read"):
        read_nlu(tmp_path / "none.yml")
