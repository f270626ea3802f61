"""What the staff's chat is told by itself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import outbox
from bot.content.schema import State
from bot.content.states import entries
from bot.db import Database
from bot.notices import compose
from bot.people import OUTBOX_KEPT, purge
from bot.staff import CONFLICTS, CURED, FAULTS, LONGEST, ContentWatch, nag, tell_conflicts, tell_staff
from bot.texts import without_marks
from tests.support.appointments import appointment
from tests.support.rules import RULES, changed, with_adviser
from tests.support.town import SUNDAY, Clock, real_content, services

STAFF_CHAT = -1001234567890
TUESDAY_NINE = datetime(2026, 11, 24, 8, tzinfo=UTC)
LATER = with_adviser(0, hours=[{"weekday": "Dienstag", "start": "10:00", "end": "12:00"}])
FAULT = "content/meetups.yaml:11: „Dinstag“ ist kein Wochentag. Meinten Sie „Dienstag“?"


@pytest.fixture
def office(database):
    """An office whose staff have a chat."""
    return replace(services(database, Clock()), staff_chat_id=STAFF_CHAT)


@pytest.fixture
def due(database, office):
    """What is to be sent now, as replies."""

    async def take():
        return [(row.chat_id, await compose(office, row)) for row in await outbox.claim(database, SUNDAY)]

    return take


async def test_a_fault_is_told_with_file_and_line_and_once(office, due):
    """However often the folder is saved with it."""
    watch = ContentWatch(lambda: office)
    await watch.tell(FAULT)
    await watch.tell(FAULT)

    ((chat_id, reply),) = await due()
    assert chat_id == STAFF_CHAT
    assert reply.title == FAULTS
    assert FAULT in reply.text
    assert "antwortet der Bot mit den Texten davor" in reply.text


async def test_a_cure_is_told_and_the_same_fault_again_afterwards_too(office, due):
    """In this order."""
    watch = ContentWatch(lambda: office)
    for faults in ("", FAULT, "", FAULT):
        await watch.tell(faults)

    assert [reply.title for _, reply in await due()] == [FAULTS, CURED, FAULTS]


async def test_a_fault_is_told_later_where_the_database_is_away(office, due, tmp_path):
    """And the bot, which is renewing its content then, goes on."""
    away = Database(f"sqlite:///{tmp_path / 'empty.db'}")
    here = [replace(office, database=away)]
    watch = ContentWatch(lambda: here[0])
    await watch.tell(FAULT)
    here[0] = office
    await watch.tell(FAULT)
    await away.close()

    assert [reply.title for _, reply in await due()] == [FAULTS]


async def test_a_long_report_ends_at_a_line(office, due):
    """The rest is on the screen of whoever runs the check."""
    await ContentWatch(lambda: office).tell("\n".join([FAULT] * 100))

    ((_, reply),) = await due()
    assert len(reply.text) < LONGEST + 200
    assert f"{FAULT}\n…" in reply.text


async def test_without_a_chat_nobody_is_told(office, due):
    """The log has it."""
    await tell_staff(replace(office, staff_chat_id=None), "Titel", "Text")
    assert await due() == []


async def test_the_same_key_is_told_once(office, due):
    """A weekly notice."""
    for _ in range(2):
        await tell_staff(office, "Titel", "Text", key="2026-W48")
    assert len(await due()) == 1


async def test_unchecked_texts_are_named_once_a_week(office, due):
    """Content ages unless somebody asks: nobody has checked ours yet."""
    await nag(office)
    await nag(office)

    ((_, reply),) = await due()
    assert "Deutsch lernen (german-courses): noch nicht geprüft" in reply.text
    assert "zuhause content review" in reply.text


async def test_a_text_that_was_checked_in_time_is_not_named(office, due):
    """Courses after 90 days, everything else after a year."""
    office = replace(office, content=all_checked(SUNDAY.date() - timedelta(days=100)))
    await nag(office)

    ((_, reply),) = await due()
    assert "Deutsch lernen (german-courses): zuletzt geprüft am 14.08.2026" in reply.text
    assert reply.text.count("•") == 1


async def test_when_all_is_fresh_nobody_is_asked(office, due):
    """No message without a reason."""
    await nag(replace(office, content=all_checked(SUNDAY.date())))
    assert await due() == []


@pytest.fixture
def by_the_rules(office):
    """The office with the rules of the tests after staff have changed them."""
    return lambda rules: replace(office, content=office.content.model_copy(update={"appointments": rules}))


@pytest.fixture
def stands(database):
    """Write appointments of Tuesday, nine o'clock, as if booked long ago."""

    async def write(*codes):
        async with database.write() as session:
            session.add_all(appointment(TUESDAY_NINE, code=code) for code in codes)

    return write


async def test_appointments_that_no_longer_fit_are_told_once(by_the_rules, stands, due):
    """With day, code, adviser and the reason; however often the content is saved."""
    await stands("W-AAAA")
    await tell_conflicts(by_the_rules(RULES))
    assert await due() == []
    for rules in (LATER, LATER, changed(LATER, lead_days=2)):
        await tell_conflicts(by_the_rules(rules))

    ((chat_id, reply),) = await due()
    assert (chat_id, reply.title) == (STAFF_CHAT, CONFLICTS)
    line = (
        "• Dienstag, 24.11.2026, 09:00 · W-AAAA · Beraterin Eins: Diese Person ist zu dieser Zeit nicht da."
    )
    assert line in without_marks(reply.text)
    assert "Kein Termin wurde gelöscht" in reply.text


async def test_only_what_is_new_is_told(by_the_rules, stands, due):
    """Or what fits no more after it did again."""
    await stands("W-AAAA")
    await tell_conflicts(by_the_rules(LATER))
    await due()
    await stands("W-BBBB")
    await tell_conflicts(by_the_rules(LATER))
    ((_, reply),) = await due()
    assert "W-AAAA" not in reply.text
    assert "W-BBBB" in reply.text

    await tell_conflicts(by_the_rules(RULES))
    await tell_conflicts(by_the_rules(LATER))
    ((_, reply),) = await due()
    assert "W-AAAA" in reply.text
    assert "W-BBBB" in reply.text


async def test_what_was_booked_while_staff_changed_the_hours_is_told_within_a_day(by_the_rules, stands, due):
    """Somebody pressed the last button when the new hours had just been saved."""
    await stands("W-AAAA")
    await nag(by_the_rules(LATER))
    assert CONFLICTS in [reply.title for _, reply in await due()]


async def test_a_conflict_that_staff_have_left_is_told_again_after_a_week(
    by_the_rules, stands, database, due
):
    """And not sooner."""
    await stands("W-AAAA")
    office = by_the_rules(LATER)
    await tell_conflicts(office)
    await due()
    for passed, told in ((OUTBOX_KEPT, 0), (OUTBOX_KEPT + timedelta(seconds=1), 1)):
        async with database.write() as session:
            await purge(session, SUNDAY + passed, 90)
        await tell_conflicts(office)
        assert len(await due()) == told


async def test_many_conflicts_are_one_message(by_the_rules, stands, due):
    """The command shows them all."""
    await stands(*(f"W-{number:04}" for number in range(40)))
    await tell_conflicts(by_the_rules(LATER))
    ((_, reply),) = await due()
    assert reply.text.count("W-") == 15
    assert "• …" in reply.text
    assert "zuhause appointments conflicts" in reply.text


def all_checked(day):
    content = real_content()
    states = {
        key: {"de": State(of=entry.fingerprint("de"), text=entry.fingerprint("de"), reviewed=day, by="Anna")}
        for key, entry in entries(content).items()
    }
    return content.model_copy(update={"states": states})
