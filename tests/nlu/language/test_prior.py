"""What the conversation adds to a detection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.language import RECOGNISED, conversation_prior
from nlu.language.prior import apply_prior

PROBABILITIES = st.dictionaries(st.sampled_from(RECOGNISED), st.floats(0, 1), max_size=6)


@given(PROBABILITIES, st.none() | st.sampled_from([*RECOGNISED, "xx", ""]))
def test_a_prior_is_a_distribution_over_all_recognised_languages(last, code):
    """Whatever came before, every language keeps a chance and the chances sum to one."""
    prior = conversation_prior(last, code)
    assert set(prior) == set(RECOGNISED)
    assert sum(prior.values()) == pytest.approx(1)
    assert min(prior.values()) > 0


def test_a_conversation_stays_in_its_language():
    """The posterior of the last message outweighs the app's language."""
    prior = conversation_prior({"uk": 0.9, "ru": 0.1}, "de")
    assert max(prior, key=prior.__getitem__) == "uk"
    assert prior["ru"] > prior["de"]


def test_the_first_message_heeds_the_language_of_the_app():
    """Without a conversation the app's language is the most likely one, not a certainty."""
    prior = conversation_prior(None, "tr")
    assert prior["tr"] == pytest.approx(0.45)
    assert conversation_prior({}, None)["tr"] == pytest.approx(1 / len(RECOGNISED))


@given(PROBABILITIES, st.dictionaries(st.sampled_from([*RECOGNISED, "xx"]), st.floats(-1, 1), max_size=6))
def test_a_prior_neither_adds_a_language_nor_probability(probabilities, prior):
    """Even a senseless prior only shifts weight between the candidates that the script allows."""
    weighed = apply_prior(probabilities, prior)
    assert set(weighed) == set(probabilities)
    assert sum(weighed.values()) == pytest.approx(sum(probabilities.values()))


def test_naming_one_language_is_enough_for_a_prior():
    """What a prior leaves out is less likely than what it names."""
    weighed = apply_prior({"ru": 0.5, "uk": 0.5}, {"uk": 0.9})
    assert weighed["uk"] > 0.99
