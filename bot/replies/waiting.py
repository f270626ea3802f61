"""Standing in line for an appointment: the wish, the offer, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.booking import What
from bot.replies.booking import confirmed, moved, subject_title
from bot.replies.journeys import journey_button, menu_button
from bot.reply import Button, Reply, Rows, rows
from bot.texts import day_and_time, say_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from bot.booking import Happened
    from bot.content.schema import Content
    from bot.db import Appointment, BookingDraft, Hold
    from bot.texts import Say


def with_state(reply: Reply, say: Say, appointment: Appointment | None, *, waits: bool) -> Reply:
    """The person's appointments, with their place in line or the way into it."""
    if waits:
        text = f"{reply.text}\n\n{say('Sie stehen auf der Warteliste.')}"
        return replace(reply, text=text, buttons=_above(stop_button(say), reply))
    if appointment is None:
        return reply
    wish = Button(say("🔔 Früheren Termin wünschen"), action=f"wait/earlier/{appointment.id}")
    return replace(reply, buttons=_above(wish, reply))


def with_wish(reply: Reply, say: Say, draft: BookingDraft) -> Reply:
    """Nothing is free: the reply that says so, with the way into the line."""
    if draft.subject is None or draft.interpreter is None:
        return reply
    wanted = f"{draft.subject}/{draft.interpreter}/{draft.interpreter_language or '-'}"
    wish = Button(say("🔔 Sagen Sie mir, wenn etwas frei wird"), action=f"wait/any/{wanted}")
    return replace(reply, buttons=_above(wish, reply))


def stop_button(say: Say) -> Button:
    """Leaves the line."""
    return Button(say("🔕 Nicht mehr warten"), action="unwait")


def waits(say: Say, *, earlier: bool) -> Reply:
    """They stand in line now."""
    later = say("Gut. Wir schreiben Ihnen, wenn ein Termin frei wird.")
    sooner = say("Gut. Wir schreiben Ihnen, wenn ein früherer Termin frei wird.")
    buttons = rows(stop_button(say), journey_button(say, "my-appointments"), menu_button(say))
    return Reply(sooner if earlier else later, say.language, buttons=buttons)


def waits_no_more(say: Say) -> Reply:
    """They have left the line."""
    text = say("Gut. Sie stehen nicht mehr auf der Warteliste.")
    return Reply(text, say.language, buttons=rows(journey_button(say, "my-appointments"), menu_button(say)))


def offer(content: Content, say: Say, hold: Hold, former: datetime | None) -> Reply:
    """A time that has become free, for this person alone; `former` is the appointment they would give up."""
    until = say_time(hold.until)
    lines = [
        f"📅 {day_and_time(say, hold.starts_at)}",
        f"💬 {subject_title(content, say, hold.subject)}",
        "",
        say("Wir halten ihn bis {until} für Sie frei. Danach fragen wir die nächste Person.", until=until),
    ]
    if former:
        lines += ["", say("Ihr alter Termin wird dann abgesagt: {when}", when=day_and_time(say, former))]
    buttons = rows(
        Button(say("✅ Ja, diesen Termin nehmen"), action=f"offer/{hold.intent}/yes"),
        Button(say("Nein, danke"), action=f"offer/{hold.intent}/no"),
    )
    text = say.readable("\n".join(lines))
    return Reply(text, say.language, title=say("🔔 Ein Termin ist frei"), buttons=buttons)


def with_offer(reply: Reply, content: Content, say: Say, hold: Hold, to_come: Sequence[Appointment]) -> Reply:
    """The reply, and below it the offer that is still to be answered."""
    asked = offer(content, say, hold, to_better(hold, to_come))
    text = f"{reply.text}\n\n{asked.title}\n\n{asked.text}"
    return replace(reply, text=text, buttons=(*asked.buttons, *reply.buttons))


def to_better(hold: Hold, to_come: Iterable[Appointment]) -> datetime | None:
    """The time of the appointment that somebody would give up for an offer."""
    later = (
        one.starts_at for one in to_come if one.subject == hold.subject and one.starts_at > hold.starts_at
    )
    return max(later, default=None)


def accepted(content: Content, say: Say, happened: Happened) -> Reply:
    """The offered time is theirs; the file for the calendar comes by itself."""
    promised = moved if happened.what == What.MOVED else confirmed
    return promised(content, say, happened.appointment)


def declined(say: Say) -> Reply:
    """The next person is asked; this one stays in line."""
    text = say("Gut. Wir fragen die nächste Person.") + "\n\n" + say("Sie stehen auf der Warteliste.")
    return Reply(text, say.language, buttons=rows(stop_button(say), menu_button(say)))


def offer_gone(say: Say) -> Reply:
    """Too late, or answered already."""
    text = say("Dieses Angebot gilt nicht mehr.")
    return Reply(text, say.language, buttons=rows(journey_button(say, "my-appointments"), menu_button(say)))


def _above(button: Button, reply: Reply) -> Rows:
    """Above the way back to all topics, which stands last."""
    return (*reply.buttons[:-1], (button,), *reply.buttons[-1:])
