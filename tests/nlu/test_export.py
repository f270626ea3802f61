"""Training data for Rasa: what is written is what was meant."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.examples import LANGUAGES, Example, read_nlu
from nlu.export import export_rasa
from nlu.understand import DATA, base_examples


def meant(examples):
    """What of examples has to come back, in an order of its own."""
    return sorted((example.language or "", example.intent, example.text) for example in examples)


def read_back(directory):
    """Every sentence of an export."""
    return [example for file in sorted((directory / "nlu").glob("*.yml")) for example in read_nlu(file)]


def test_what_is_written_is_read_back_equal(tmp_path):
    """All sentences of all languages, in a file each, and every intent in the domain."""
    examples = base_examples(DATA)
    files = export_rasa(examples, tmp_path / "new" / "folder")

    assert meant(read_back(tmp_path / "new" / "folder")) == meant(examples)
    assert {file.stem for file in files} == {example.language for example in examples} | {"domain"}
    domain = yaml.safe_load(files[0].read_text(encoding="utf-8"))
    assert domain == {"version": "3.1", "intents": sorted({example.intent for example in examples})}


def test_sentences_of_staff_stand_beside_the_others_of_their_language(tmp_path):
    """One file a language, whoever wrote the sentence; without a language in one of their own."""
    examples = [Example("Wo?", "contact", "de"), Example("Hof?", "contact", "de"), Example("?", "help")]
    export_rasa(examples, tmp_path)

    assert meant(read_back(tmp_path)) == meant(examples)
    assert sorted(file.name for file in (tmp_path / "nlu").iterdir()) == ["de.yml", "other.yml"]


NASTY = [
    "- dash",
    "#",
    "a: b",
    "'quote",
    '"quote',
    "😀",
    "\u200bمرحبا",
    "%",
    "{x",
    "|",
    "\\n",
    "no",
    "[a] (b)",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_means_something_in_yaml_is_only_text(tmp_path, text):
    """Dashes, quotes, braces, emoji."""
    export_rasa([Example(text, "contact", "de")], tmp_path)

    assert [example.text for example in read_back(tmp_path)] == [text]


@given(st.text())
def test_any_text_leaves_a_file_that_can_be_read(tmp_path_factory, text):
    """Line breaks, control characters and half characters cannot break the file; words stay."""
    folder = tmp_path_factory.mktemp("export")
    export_rasa([Example(text, "contact", "de"), Example("Wo?", "contact", "de")], folder)

    assert "Wo?" in [example.text for example in read_back(folder)]


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_the_language_is_known_by_the_file(tmp_path, language):
    """As in our own data."""
    export_rasa([Example("Hallo", "greeting", language)], tmp_path)

    assert read_back(tmp_path)[0].language == language
