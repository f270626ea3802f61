"""Which language to answer in, rule by rule."""

import pytest

from bot.tongue import SURE, Tongue, choose_tongue
from nlu.language import Detection

SPOKEN = ("de", "en", "ar", "uk")


def tongue(detected, confidence=0.99, words=3, **conversation):
    known = {"language": None, "chosen": False, "other": None, "fallback": None} | conversation
    detection = Detection(detected, confidence, words=words)
    return choose_tongue(detection, spoken=SPOKEN, **known)


@pytest.mark.parametrize(("fallback", "answer"), [(None, "de"), ("uk", "uk"), ("so", "de")])
def test_nothing_to_go_by_at_the_start(fallback, answer):
    """Telegram's setting where we speak it, else German; nothing is remembered."""
    assert tongue(None, fallback=fallback) == Tongue(answer, None)


def test_nothing_to_go_by_later():
    """The conversation's language, whatever Telegram's setting is."""
    assert tongue(None, language="ar", fallback="uk") == Tongue("ar", "ar")


def test_the_first_message_decides():
    """Telegram's setting is a hint only."""
    assert tongue("uk", fallback="de") == Tongue("uk", "uk")


def test_the_language_goes_on_and_what_was_seen_before_is_forgotten():
    """The other language must come twice in a row."""
    assert tongue("ar", language="ar", other="uk") == Tongue("ar", "ar")


@pytest.mark.parametrize("chosen", [False, True])
def test_a_language_we_do_not_speak_changes_nothing(chosen):
    """It is named, and the answer is in the present language."""
    assert tongue("ka", language="uk", chosen=chosen) == Tongue("uk", "uk", unspoken="ka")
    assert tongue("ka", fallback="en") == Tongue("en", None, unspoken="ka")


def test_two_sure_words_change_the_language_and_offer_the_way_back():
    """Somebody goes on in another language."""
    assert tongue("uk", words=2, language="de") == Tongue("uk", "uk", offer="de")
    assert tongue("uk", SURE, words=2, language="de") == Tongue("uk", "uk", offer="de")


def test_one_sure_word_is_remembered_and_offered():
    """ "Hallo" in a Ukrainian conversation."""
    assert tongue("de", words=1, language="uk") == Tongue("uk", "uk", other="de", offer="de")


def test_one_sure_word_a_second_time_in_a_row_changes_the_language():
    """Twice is no accident."""
    assert tongue("de", words=1, language="uk", other="de") == Tongue("de", "de", offer="uk")


def test_one_sure_word_of_a_third_language_starts_anew():
    """Neither the one before nor this one has come twice."""
    assert tongue("en", words=1, language="uk", other="de") == Tongue("uk", "uk", other="en", offer="en")


@pytest.mark.parametrize("other", [None, "de"])
def test_an_unsure_guess_is_only_offered(other):
    """It neither changes the language nor counts as the first of two."""
    unsure = tongue("de", SURE - 0.01, words=9, language="uk", other=other)
    assert unsure == Tongue("uk", "uk", offer="de")


def test_a_chosen_language_never_changes_by_itself():
    """However sure, however long, however often: the other one is on a button."""
    chosen = tongue("de", 1.0, words=9, language="uk", chosen=True, other="de")
    assert chosen == Tongue("uk", "uk", other="de", offer="de")
