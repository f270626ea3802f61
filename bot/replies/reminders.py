"""A meetup's reminder and its calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.meetups import next_remindable
from bot.replies.blocks import meetup_block
from bot.replies.journeys import menu_button
from bot.reply import Attachment, Button, Reply, rows
from bot.texts import day_and_time
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from datetime import datetime

    from bot.content.schedule import Meetup
    from bot.content.schema import Content
    from bot.texts import Say

TODAY = mark("🔔 Heute ist ein Treffen")
MOVED = mark("🔔 Das Treffen ist verlegt")
CANCELLED = mark("🔔 Das Treffen fällt aus")


def reminder_promised(say: Say, meetup: Meetup, due: datetime) -> Reply:
    """When we shall speak up."""
    text = say("Gut. Ich erinnere Sie: {when}", when=day_and_time(say, due))
    undo = Button(say("🔕 Nicht erinnern"), action=f"unremind/{meetup.id}")
    return Reply(text, say.language, buttons=rows(undo, menu_button(say)))


def reminder_withdrawn(say: Say, meetup: Meetup) -> Reply:
    """We shall not."""
    return Reply(say("Gut. Ich erinnere Sie nicht."), say.language, buttons=_ways_on(say, meetup))


def reminder(content: Content, say: Say, meetup: Meetup, now: datetime, title: str) -> Reply:
    """It is today, or it is not: `title` is one of the three above; below stands when it is next."""
    text = meetup_block(content, say, meetup, now)
    again = Button(say("🔔 Erinnern"), action=f"remind/{meetup.id}") if next_remindable(meetup, now) else None
    buttons = (*rows(again), *_ways_on(say, meetup))
    return Reply(text, say.language, title=say(title), buttons=buttons, keep=True)


def calendar_reply(say: Say, meetup: Meetup, file: bytes) -> Reply:
    """The file for the phone's calendar."""
    text = say("Öffnen Sie diese Datei. Dann steht das Treffen in Ihrem Kalender.")
    attachment = Attachment(f"{meetup.id}.ics", file)
    return Reply(text, say.language, buttons=_ways_on(say, meetup), attachment=attachment, keep=True)


def _ways_on(say: Say, meetup: Meetup) -> tuple[tuple[Button, ...], ...]:
    return rows(Button(f"🤝 {meetup.name}", action=f"meetup/{meetup.id}"), menu_button(say))
