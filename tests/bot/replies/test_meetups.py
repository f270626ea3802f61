"""Everything about one meetup, as people read it."""

from datetime import UTC, date, datetime, time

import pytest

from bot.content.schedule import ExtraDate, MovedDate, Span
from bot.replies.meetups import meetup_reply
from bot.texts import without_marks
from tests.support.direction import faults
from tests.support.meetups import weekly
from tests.support.places import CHURCH, town
from tests.support.town import SUNDAY
from tests.support.voices import GERMAN, every_voice

ADVENT = datetime(2026, 12, 6, 12, tzinfo=UTC)
DUE = datetime(2026, 11, 27, 12, tzinfo=UTC)
BUSY = weekly(
    about={"de": "Hier begegnen sich Menschen."}
    | dict.fromkeys(("ar", "fa", "ps", "ckb"), "هنا يلتقي الناس."),
    end=time(17),
    first=date(2026, 11, 23),
    last=date(2027, 7, 30),
    in_school_holidays=False,
    cancelled=[date(2026, 11, 27)],
    moved=[MovedDate(usual=date(2026, 12, 11), day=date(2026, 12, 10), place="hall")],
    extra=[ExtraDate(day=date(2026, 12, 6), start=time(11))],
)


def reply(meetup, now=SUNDAY, say=GERMAN, *, reminded=False, remindable=DUE, content=None):
    content = content or town(meetup)
    return meetup_reply(content, say, meetup, now, reminded=reminded, remindable=remindable)


def text(meetup, now=SUNDAY):
    return without_marks(reply(meetup, now).text)


def actions(made):
    return [button.action for (button,) in made.buttons if button.action]


def test_a_plain_meetup_is_three_lines():
    """No exception, no word about exceptions."""
    made = reply(weekly(), SUNDAY.replace(month=9))

    assert without_marks(made.title) == "🤝 Café"
    assert without_marks(made.text).splitlines() == [
        "Jede Woche: Freitag, 15:00",
        "",
        "Nächstes Mal: Freitag, 25.09.2026, 15:00",
        "📍 Marienstr. 2, Winnenden",
    ]


def test_everything_that_is_to_come_stands_in_order():
    """What it is, the rule, the next time, then eight weeks of exceptions. Christmas is a pause."""
    assert text(BUSY) == (
        "Hier begegnen sich Menschen.\n"
        "\n"
        "Jede Woche: Freitag, 15:00\n"
        "Bis 17:00\n"
        "Vom 23.11.2026 an.\n"
        "Bis zum 30.07.2027.\n"
        "Nicht an Feiertagen.\n"
        "Nicht in den Schulferien.\n"
        "\n"
        "Nächstes Mal: Freitag, 04.12.2026, 15:00\n"
        "📍 Marienstr. 2, Winnenden\n"
        "\n"
        "Fällt aus: Freitag, 27.11.2026\n"
        "Zusätzlich: Sonntag, 06.12.2026, 11:00\n"
        "Freitag, 11.12.2026 fällt aus. Dafür: Donnerstag, 10.12.2026, 15:00\n"
        "📍 Am Markt 1, Winnenden\n"
        "Pause: 25.12.2026 – 08.01.2027"
    )


def test_what_is_over_is_not_told():
    """The first day, the cancelled day and the extra date have passed."""
    assert text(BUSY, ADVENT).split("\n\n")[-1].startswith("Freitag, 11.12.2026 fällt aus.")
    assert "Vom 23.11." not in text(BUSY, ADVENT)


def test_holidays_are_told_only_when_one_is_near():
    """No Friday between late January and late March 2027 is one."""
    assert "Nicht an Feiertagen." in text(weekly(), ADVENT)
    assert "Nicht an Feiertagen." not in text(weekly(), datetime(2027, 1, 20, tzinfo=UTC))
    assert "Nicht an Feiertagen." not in text(weekly(on_public_holidays=True), ADVENT)


def test_a_pause_is_told_with_its_true_end():
    """It begins within eight weeks and lasts longer."""
    pause = Span(first=date(2026, 12, 1), last=date(2027, 3, 5))

    assert text(weekly(pauses=[pause])).endswith("\n\nPause: 04.12.2026 – 05.03.2027")


def test_a_date_that_was_brought_forward_stays_explained_until_its_usual_day():
    """On Thursday evening people still expect Friday."""
    moved = weekly(moved=[MovedDate(usual=date(2026, 11, 27), day=date(2026, 11, 26))])
    told = "Freitag, 27.11.2026 fällt aus. Dafür: Donnerstag, 26.11.2026, 15:00"

    assert told in text(moved, datetime(2026, 11, 26, 20, tzinfo=UTC))
    assert told not in text(moved, datetime(2026, 11, 27, 9, tzinfo=UTC))


def test_a_meetup_that_is_over_has_no_rule_and_no_calendar():
    """Only that nothing is planned, and where to ask."""
    made = reply(weekly(last=date(2026, 11, 20)), remindable=None)

    assert without_marks(made.text) == (
        "Zurzeit ist kein Treffen geplant. Bitte fragen Sie nach.\n📍 Marienstr. 2, Winnenden"
    )
    assert actions(made) == ["menu"]


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ({"reminded": False, "remindable": DUE}, "remind/cafe"),
        ({"reminded": True, "remindable": DUE}, "unremind/cafe"),
        ({"reminded": False, "remindable": None}, "calendar/cafe"),
    ],
)
def test_one_may_be_reminded_and_change_ones_mind(state, first):
    """Unless there is nothing to be reminded of."""
    assert actions(reply(weekly(), **state))[0] == first
    assert "calendar/cafe" in actions(reply(weekly(), **state))


def test_a_pin_is_sent_where_staff_have_entered_coordinates():
    """Of a real place; and a button with the map in any case."""
    content = town(weekly())
    for example, pins in ((False, [48.875]), (True, [])):
        place = {"latitude": 48.875, "longitude": 9.398, "example": example}
        content.places["church"] = CHURCH.model_copy(update=place)
        assert [pin.latitude for pin in reply(weekly(), content=content).venues] == pins

    assert reply(weekly()).venues == ()
    assert [button.text for (button,) in reply(weekly()).buttons if button.url] == ["🗺 Marienstr. 2"]


@every_voice
def test_it_reads_right_in_every_direction(say):
    """Title and text, with every kind of exception."""
    made = reply(BUSY, say=say)

    assert faults(f"{made.title}\n{made.text}", right_to_left=say.row.right_to_left) == []
