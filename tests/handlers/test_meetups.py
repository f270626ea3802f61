"""A meetup in the chat: details, the calendar file, and the reminder on the same day."""

from datetime import date, timedelta

import pytest

from bot.content.schedule import MovedDate
from bot.outbox import LEASE
from handlers.delivery import deliver_due

TUESDAY = date(2026, 11, 24)


@pytest.fixture
async def amina(town):
    """Somebody who looks at the open door's details on Sunday, 22 November 2026."""
    somebody = town.person()
    await somebody.say("Wann sind die Begegnungstreffen?")
    await somebody.tap("Offene Tür")
    return somebody


@pytest.fixture
def on_tuesday(town):
    """Two hours before the meeting: what is due is sent."""

    async def go():
        town.clock.advance(days=2, hours=1)
        return await deliver_due(town.application)

    return go


def change(town, **fields):
    """Staff change the open door."""
    content = town.application.bot_data.content
    meetups = content.meetups | {"offene-tuer": content.meetups["offene-tuer"].model_copy(update=fields)}
    town.serve(content.model_copy(update={"meetups": meetups}))


async def test_the_details_say_the_rule_the_next_time_and_the_place(amina):
    """With a map one tap away."""
    assert "Jede Woche: Dienstag, 16:00" in amina.text
    assert "Dienstag, 24.11.2026, 16:00" in amina.text
    assert "Albertviller Straße 20, Winnenden" in amina.text
    assert any("Albertviller" in b.get("url", "") for row in amina.last["buttons"] for b in row)


async def test_the_calendar_file_arrives_as_a_document(amina):
    """Its name ends as phones expect it."""
    await amina.tap("In den Kalender")
    assert amina.last["document"]["file_name"] == "offene-tuer.ics"


async def test_a_meetup_that_is_over_meanwhile_gives_no_empty_calendar(amina, town):
    """The button of an older message tells how things are instead."""
    change(town, last=date(2026, 11, 17))
    await amina.tap("In den Kalender")
    assert "Zurzeit ist kein Treffen geplant" in amina.text


async def test_a_reminder_comes_two_hours_before_the_meeting_and_once(amina, on_tuesday, town):
    """Even if the button is pressed five times."""
    await amina.tap("Erinnern", times=5)
    assert "Dienstag, 24.11.2026, 14:00" in amina.text
    before = len(amina.messages)

    assert await deliver_due(town.application) == 0
    assert await on_tuesday() == 1
    assert await deliver_due(town.application) == 0
    assert len(amina.messages) == before + 1
    assert "Heute ist ein Treffen" in amina.text
    assert "Dienstag, 24.11.2026, 16:00" in amina.text


async def test_a_reminder_can_be_taken_back(amina, on_tuesday):
    """By the button below it, or in the details."""
    await amina.tap("Erinnern")
    await amina.tap("Nicht erinnern")
    assert "Ich erinnere Sie nicht" in amina.text
    assert await on_tuesday() == 0


async def test_a_reminder_is_in_the_language_of_that_day(amina, on_tuesday):
    """Somebody who has changed the language meanwhile reads the new one."""
    await amina.tap("Erinnern")
    await amina.say("/language")
    await amina.tap("English")
    await on_tuesday()
    assert "Tuesday, 24.11.2026, 16:00" in amina.text


async def test_a_meeting_that_was_cancelled_meanwhile_is_said_so(amina, on_tuesday, town):
    """With the next one; nobody walks to a closed door because we had promised to remind them."""
    await amina.tap("Erinnern")
    change(town, cancelled=[TUESDAY])
    await on_tuesday()

    assert "Das Treffen fällt aus" in amina.text
    assert "Dienstag, 01.12.2026, 16:00" in amina.text


async def test_a_meeting_that_was_moved_meanwhile_is_said_so(amina, on_tuesday, town):
    """With its new day."""
    await amina.tap("Erinnern")
    change(town, moved=[MovedDate(usual=TUESDAY, day=TUESDAY + timedelta(days=1))])
    await on_tuesday()

    assert "Das Treffen ist verlegt" in amina.text
    assert "Mittwoch, 25.11.2026, 16:00" in amina.text


async def test_a_bot_that_was_down_says_nothing_of_a_meeting_that_has_begun(amina, town):
    """It did not fall out: people sit there already."""
    await amina.tap("Erinnern")
    before = len(amina.messages)
    town.clock.advance(days=2, hours=3, minutes=1)
    assert await deliver_due(town.application) == 1
    assert len(amina.messages) == before


async def test_what_was_moved_to_a_time_that_is_over_is_not_said_so(amina, town):
    """The bot was down for a day: the new date is past as well."""
    await amina.tap("Erinnern")
    change(town, moved=[MovedDate(usual=TUESDAY, day=TUESDAY + timedelta(days=1))])
    before = len(amina.messages)
    town.clock.advance(days=4)
    assert await deliver_due(town.application) == 1
    assert len(amina.messages) == before


async def test_below_a_reminder_one_can_wish_for_the_next(amina, on_tuesday):
    """One tap for next week's; the reminder stays in the chat."""
    await amina.tap("Erinnern")
    await on_tuesday()
    await amina.tap("🔔 Erinnern")
    assert "Dienstag, 01.12.2026, 14:00" in amina.text


async def test_a_meetup_that_is_gone_needs_no_reminder(amina, on_tuesday, town):
    """And an old button to it is answered as one."""
    await amina.tap("Erinnern")
    content = town.application.bot_data.content
    topic = content.topics["meetups"].model_copy(update={"meetups": []})
    topics = content.topics | {"meetups": topic}
    town.serve(content.model_copy(update={"meetups": {}, "topics": topics}))
    before = len(amina.messages)
    assert await on_tuesday() == 1
    assert len(amina.messages) == before

    await amina.tap("Nicht erinnern")
    assert "nicht mehr gültig" in amina.text


async def test_somebody_who_has_blocked_the_bot_is_left_alone(amina, on_tuesday, town):
    """The promise is over, nothing is tried again."""
    await amina.tap("Erinnern")
    town.core.block(7, True)  # noqa: FBT003
    assert await on_tuesday() == 1
    town.clock.advance(hours=1)
    assert await deliver_due(town.application) == 0


@pytest.mark.parametrize(("status", "wait"), [(429, 30), (502, 6)])
async def test_a_reminder_waits_for_telegram_and_is_not_lost(amina, on_tuesday, town, status, wait):
    """429 with its own waiting time, 5xx with ours; the chat before and others are not held up."""
    await amina.tap("Erinnern")
    town.core.fault("sendMessage", status, retry_after=30 if status == 429 else None)
    before = len(amina.messages)
    await on_tuesday()
    assert len(amina.messages) == before

    town.clock.advance(seconds=wait + LEASE.total_seconds())
    await deliver_due(town.application)
    assert "Heute ist ein Treffen" in amina.text
