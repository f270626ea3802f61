"""The content that ships: sound, complete in fourteen languages, and honest about who has read it."""

import pytest

from bot.content.load import load
from bot.content.states import Stage, entries, state_of
from bot.languages import BY_CODE
from tests.support.town import ROOT, SUNDAY, real_content

MANY = 14


def test_it_has_neither_faults_nor_advice():
    """What we ask of staff, we do ourselves: plain sentences, three an answer, no number in a text."""
    loaded = load(ROOT / "content", SUNDAY.date())
    assert loaded.findings == ()
    assert loaded.advice == ()


@pytest.mark.parametrize("language", BY_CODE)
def test_every_text_is_there_and_says_the_present_german_text(language):
    """A German text that was changed without its translations shows here, by their fingerprints."""
    content = real_content()
    stages = {
        key: entry.stage(language, state_of(content, key, language))
        for key, entry in entries(content).items()
    }
    assert {key for key, stage in stages.items() if stage in {Stage.MISSING, Stage.OUTDATED}} == set()
    assert {key for key in stages if state_of(content, key, language) is None} == set()


def test_no_text_is_called_reviewed_by_nobody():
    """A translation is reviewed by somebody with a name on a day, or it is a draft."""
    states = [state for texts in real_content().states.values() for state in texts.values()]
    assert len(states) == MANY * len(entries(real_content()))
    assert all(bool(state.reviewed) == bool(state.by) for state in states)
