"""What people write in danger and what only sounds like it, sentence by sentence in every language."""

from pathlib import Path

import pytest
import yaml

import nlu.understand
from nlu.emergency import load_emergency_words
from nlu.examples import LANGUAGES
from tests.support.town import real_understander

CASES = yaml.safe_load((Path(__file__).parent / "data" / "emergency_cases.yml").read_text(encoding="utf-8"))
WORDS = load_emergency_words(nlu.understand.DATA / "emergency.yml")


def sentences(kind):
    """All sentences of one kind, named by their language."""
    return [
        pytest.param(text, id=f"{language}-{number}")
        for language, cases in CASES.items()
        for number, text in enumerate(cases.get(kind, []), start=1)
    ]


@pytest.mark.parametrize("text", sentences("danger"))
def test_the_fixed_words_alone_find_danger(text):
    """Danger is found without any model, however people put it."""
    assert WORDS.found_in(text)


@pytest.mark.parametrize("text", sentences("recognised"))
def test_the_recogniser_finds_danger_that_the_words_do_not_reach(text):
    """What no fixed word reaches is left to the trained recogniser, and that one finds it."""
    assert not WORDS.found_in(text)
    assert real_understander().understand(text).outcome == "emergency"


@pytest.mark.parametrize("text", sentences("harmless"))
def test_the_fixed_words_raise_no_false_alarm(text):
    """A course, an insurance, a saying or the past sets off nothing."""
    assert not WORDS.found_in(text)


def test_every_language_has_enough_cases():
    """Each of the languages is tried with at least fourteen dangers and ten near misses."""
    assert CASES.keys() == LANGUAGES
    assert min(len(cases["danger"]) for cases in CASES.values()) >= 14
    assert min(len(cases["harmless"]) for cases in CASES.values()) >= 10
