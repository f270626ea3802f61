"""What stands below answers: when and where a meetup is next, and whether the office is open."""

from datetime import UTC, date, datetime

import pytest

from bot.content.schedule import MovedDate, Weekday
from bot.replies.blocks import meetup_block, next_meetup, opening_block, person_block, person_buttons
from bot.texts import without_marks
from tests.support.meetups import weekly
from tests.support.places import HALL, OFFICE, town
from tests.support.town import SUNDAY
from tests.support.voices import GERMAN

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)
ASK = "Öffnungszeiten: bitte fragen Sie am Telefon."


def block(meetup, now=SUNDAY):
    return without_marks(meetup_block(town(meetup), GERMAN, meetup, now)).splitlines()


def test_a_meetup_tells_when_it_is_next_and_where():
    """Four short lines."""
    assert block(weekly(about={"de": "Hier begegnen sich Menschen."})) == [
        "🤝 Café",
        "Hier begegnen sich Menschen.",
        "Nächstes Mal: Freitag, 27.11.2026, 15:00",
        "📍 Marienstr. 2, Winnenden",
    ]


def test_a_moved_meetup_tells_the_place_it_has_moved_to():
    """Nobody shall stand before a locked church."""
    moved = MovedDate(usual=date(2026, 11, 27), day=date(2026, 11, 26), place="hall")

    assert block(weekly(moved=[moved]))[1:] == [
        "Nächstes Mal: Donnerstag, 26.11.2026, 15:00",
        "📍 Am Markt 1, Winnenden",
    ]


def test_a_meetup_without_a_date_says_so():
    """And still where it usually is, for those who want to ask."""
    assert block(weekly(last=date(2026, 11, 20)))[1:] == [
        "Zurzeit ist kein Treffen geplant. Bitte fragen Sie nach.",
        "📍 Marienstr. 2, Winnenden",
    ]


def test_the_next_meetup_is_the_first_that_takes_place():
    """One that is over comes never first, not even before none at all."""
    over = weekly(id="over", last=date(2026, 11, 20))
    later, sooner = weekly(id="later"), weekly(id="sooner", weekday=Weekday.MONDAY)

    assert next_meetup(town(over, later, sooner), SUNDAY) is sooner
    assert next_meetup(town(over), SUNDAY) is None


def test_a_dead_end_names_the_office_and_whether_it_is_open():
    """With the way there; then the next meetup."""
    text = without_marks(person_block(town(weekly()), GERMAN, TUESDAY))

    assert (
        "📍 Marktstr. 3, Winnenden\n🟢 Jetzt geöffnet, bis 12:00\n\nOder kommen Sie zu einem Treffen." in text
    )
    assert text.endswith("Nächstes Mal: Freitag, 27.11.2026, 15:00\n📍 Marienstr. 2, Winnenden")


@pytest.mark.parametrize(
    ("changes", "lines"),
    [({"example": True}, [ASK]), ({"opening": None}, ["📍 Marktstr. 3, Winnenden", ASK])],
)
def test_a_dead_end_invents_neither_address_nor_hours(changes, lines):
    """As long as staff have not entered them, the phone tells."""
    text = without_marks(person_block(town(office=OFFICE.model_copy(update=changes)), GERMAN, TUESDAY))

    assert text.split("\n\n")[-1].splitlines() == lines


def test_the_map_leads_to_where_the_next_meetup_is():
    """Also when it has moved; a tap on the button below copies the address."""
    moved = MovedDate(usual=date(2026, 11, 27), day=date(2026, 11, 26), place="hall")
    buttons = person_buttons(town(weekly(moved=[moved])), GERMAN, SUNDAY)

    assert [button.text for button in buttons if button and button.url] == ["🗺 Am Markt 1"]
    assert [button.copy for button in buttons if button and button.copy][-1] == "Am Markt 1, Winnenden"


def test_the_hours_of_an_example_are_not_shown():
    """They are nobody's."""
    example = OFFICE.model_copy(update={"example": True})

    assert opening_block(GERMAN, example, TUESDAY) == opening_block(GERMAN, HALL, TUESDAY) == ASK
    assert without_marks(opening_block(GERMAN, OFFICE, TUESDAY)).startswith("🟢 Jetzt geöffnet, bis 12:00\n")
