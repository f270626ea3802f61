from datetime import UTC, date, datetime
from gettext import NullTranslations

import pytest

from bot.languages import LANGUAGES
from bot.texts import Say, day_and_time, day_label, read_catalogues, say_day, say_time, without_marks
from bot.texts.dates import say_list, say_weekday
from tests.support.direction import faults

TUESDAY = date(2026, 11, 24)
HALF_PAST_TWO = datetime(2026, 11, 24, 13, 30, tzinfo=UTC)
TABLE = [Say(row.code, NullTranslations()) for row in LANGUAGES]


@pytest.mark.parametrize(
    ("code", "day", "label"),
    [
        ("de", "Dienstag, 24.11.2026", "Dienstag 24.11."),
        ("en", "Tuesday, 24.11.2026", "Tuesday 24.11."),
        ("uk", "вівторок, 24.11.2026", "вівторок 24.11."),
        ("ar", "الثلاثاء، 24.11.2026", "الثلاثاء 24.11."),
    ],
)
def test_a_day_has_the_persons_weekday_and_the_date_of_german_letters(code, day, label):
    """So that people find it again on what an office writes to them."""
    say = read_catalogues()[code]

    assert without_marks(say_day(say, TUESDAY)) == day
    assert without_marks(day_label(say, TUESDAY)) == label


@pytest.mark.parametrize("say", TABLE, ids=lambda say: say.language)
def test_every_language_has_24_hours_and_latin_digits(say):
    """Also those whose own custom is twelve hours, other digits or six hours' difference."""
    text = without_marks(day_and_time(say, HALF_PAST_TWO))

    assert text.endswith("14:30")
    assert "24.11.2026" in text


@pytest.mark.parametrize("say", TABLE, ids=lambda say: say.language)
def test_every_language_has_seven_weekdays_in_its_own_letters(say):
    """A language Babel does not know would show numbers or English."""
    week = {without_marks(day_label(say, date(2026, 11, day))).rsplit(" ", 1)[0] for day in range(23, 30)}

    assert len(week) == 7
    assert not any(digit.isdigit() for weekday in week for digit in weekday)
    assert say.language == "en" or "Tuesday" not in week


def test_a_weekday_on_its_own_is_in_the_persons_language_whoever_was_asked_before():
    """Babel's names that stand alone would now be Pashto in Turkish, Somali and six others."""
    tuesdays = {say.language: say_weekday(say, 1) for say in TABLE}

    assert tuesdays["ps"] == tuesdays["fa"]  # Afghans say these names in both
    assert len(set(tuesdays.values())) == len(TABLE) - 1
    assert (tuesdays["tr"], tuesdays["fr"]) == ("Salı", "mardi")
    assert {say.language: say_weekday(say, 1) for say in reversed(TABLE)} == tuesdays


@pytest.mark.parametrize(("code", "listed"), [("de", "a, b"), ("ar", "a، b"), ("fa", "a، b"), ("ti", "a, b")])
def test_a_list_has_the_comma_of_the_script(code, listed):
    """Its parts are left as they are."""
    say = next(say for say in TABLE if say.language == code)

    assert say_list(say, ["a", "b"]) == listed


@pytest.mark.parametrize("say", TABLE, ids=lambda say: say.language)
def test_dates_read_right_in_every_direction(say):
    """Date and time stand in isolates of their own."""
    for text in (day_and_time(say, HALF_PAST_TWO), day_label(say, TUESDAY)):
        assert faults(text, right_to_left=say.row.right_to_left) == []


def test_the_time_is_the_clocks_of_winnenden_before_and_after_the_clock_change():
    """One hour from UTC in winter, two in summer."""
    assert say_time(HALF_PAST_TWO) == "14:30"
    assert say_time(datetime(2026, 7, 14, 13, 30, tzinfo=UTC)) == "15:30"
    assert say_time(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)) == "02:30"
    assert say_time(datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) == "02:30"
