"""From ranked topics to an outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.outcome import OUT_OF_SCOPE, Thresholds, decide, load_thresholds
from nlu.recogniser import Ranked
from nlu.understand import DATA

THRESHOLDS = Thresholds(answer=0.6, offer=0.5, choice=0.1, emergency=0.3)


def ranking(**shares: float) -> list[Ranked]:
    pairs = sorted(shares.items(), key=lambda pair: -pair[1])
    return [Ranked(topic.replace("_", "-"), share) for topic, share in pairs]


@pytest.mark.parametrize(
    ("shares", "outcome", "choices"),
    [
        ({"work": 0.7, "housing": 0.3}, "answer", ()),
        ({"work": 0.5, "housing": 0.4, "help": 0.1}, "choices", ("work", "housing", "help")),
        ({"work": 0.5, "out_of_scope": 0.4, "help": 0.1}, "choices", ("work", "help")),
        ({"work": 0.5, "housing": 0.05, "out_of_scope": 0.45}, "choices", ("work", "housing")),
        ({"work": 0.4, "housing": 0.05, "out_of_scope": 0.55}, "no-answer", ()),
        ({"out_of_scope": 0.9, "work": 0.1}, "no-answer", ()),
        ({"work": 0.65, "emergency": 0.35}, "emergency", ()),
        ({"emergency": 0.25, "work": 0.2, "help": 0.2}, "emergency", ()),
        ({"out_of_scope": 1.0}, "no-answer", ()),
    ],
)
def test_the_sure_are_answered_the_close_are_offered_the_rest_is_admitted(shares, outcome, choices):
    """A sure topic is answered, close ones are offered, the rest is an honest no."""
    understanding = decide(ranking(**shares), THRESHOLDS)
    assert (understanding.outcome, understanding.choices) == (outcome, choices)


@given(
    st.dictionaries(st.sampled_from(["a", "b", "c", "d", "oos", "out-of-scope"]), st.floats(0, 1)),
    st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)),
)
def test_choices_are_two_or_three_different_topics_in_scope(shares, thresholds):
    """Whatever is recognised, choices are two or three different topics that have an answer."""
    understanding = decide(ranking(**shares), Thresholds(*thresholds))
    assert (len(set(understanding.choices)) in {2, 3}) is (understanding.outcome == "choices")
    assert not OUT_OF_SCOPE & set(understanding.choices)
    assert understanding.outcome != "answer" or understanding.topic not in OUT_OF_SCOPE


def test_the_thresholds_we_ship_are_confidences():
    """The thresholds we ship are confidences, a choice needs less than an answer."""
    shipped = load_thresholds(DATA / "thresholds.yml")
    assert 0 < shipped.choice < shipped.answer <= 1
    assert 0 < shipped.emergency <= 1
    assert 0 < shipped.offer <= 1
