"""What people and staff are told about an appointment without having asked: changes and reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.booking import What
from bot.export.ics import appointment_calendar
from bot.export.rows import german_name, interpreter
from bot.replies.blocks import map_button
from bot.replies.booking import MOVE, appointment_block, bring_block, interpreter_line, subject_title
from bot.replies.journeys import journey_button, menu_button
from bot.reply import Attachment, Button, Reply, rows
from bot.texts import day_and_time, without_marks
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from datetime import datetime

    from bot.content.schema import Content
    from bot.db import Appointment
    from bot.texts import Say

TOMORROW, TODAY = mark("🔔 Morgen ist Ihr Termin"), mark("🔔 Heute ist Ihr Termin")
BOOKED, MOVED = mark("✅ Gebucht"), mark("✅ Verschoben")
FILE = mark("Öffnen Sie diese Datei. Dann steht der Termin in Ihrem Kalender.")
FILE_GONE = mark("Öffnen Sie diese Datei. Dann ist der Termin auch aus Ihrem Kalender gelöscht.")
STAFF_TITLES = {
    What.BOOKED: "📅 Neuer Termin",
    What.MOVED: "🔁 Termin verschoben",
    What.CANCELLED: "❌ Termin abgesagt",
}


def booked(content: Content, say: Say, appointment: Appointment) -> Reply:
    """It is promised; the file is for the phone's calendar."""
    text = say("Ihr Termin ist gebucht. Ihr Code: {code}", code=appointment.code)
    text += "\n" + say.readable(f"📅 {day_and_time(say, appointment.starts_at)}")
    return _with_file(content, say, appointment, f"{text}\n\n{say(FILE)}", say(BOOKED))


def moved(content: Content, say: Say, appointment: Appointment, former: datetime) -> Reply:
    """It has another time; the file takes the place of the earlier one."""
    text = say("Ihr Termin ist verschoben. Ihr Code bleibt: {code}", code=appointment.code)
    text += "\n" + say("Bisher: {when}", when=day_and_time(say, former))
    text += "\n" + say("Neu: {when}", when=day_and_time(say, appointment.starts_at))
    return _with_file(content, say, appointment, f"{text}\n\n{say(FILE)}", say(MOVED))


def cancelled(content: Content, say: Say, appointment: Appointment) -> Reply:
    """It is given up; the file takes it out of the phone's calendar."""
    text = say("Ihr Termin ist abgesagt: {when}", when=day_and_time(say, appointment.starts_at))
    text += f"\n\n{say(FILE_GONE)}"
    buttons = rows(journey_button(say, "book-appointment"), menu_button(say))
    file = _file(content, say, appointment)
    return Reply(text, say.language, buttons=buttons, attachment=file, keep=True)


def reminder(content: Content, say: Say, appointment: Appointment, title: str) -> Reply:
    """Soon it begins: `title` is one of the two above. Whoever has said that they come is not asked again."""
    asks = appointment.coming is not True
    come = Button(say("✅ Ich komme"), action=_coming(appointment), in_place=True) if asks else None
    code = say("Code: {code}", code=appointment.code)
    block = f"{code}\n{appointment_block(content, say, appointment)}"
    blocks = block, bring_block(content, say, appointment.subject)
    return _asking(content, say, appointment, (say(title), "\n\n".join(filter(None, blocks))), come)


def coming(content: Content, say: Say, appointment: Appointment) -> Reply:
    """Thanks for the answer; the way out stays."""
    text = say("Danke. Bis dann!") + "\n\n" + appointment_block(content, say, appointment)
    return _asking(content, say, appointment, ("", text), None)


def staff_notice(
    content: Content, german: Say, appointment: Appointment, what: What, former: datetime | None
) -> Reply:
    """For the staff's chat: everything they need, and no name."""
    rules = content.appointments
    adviser = rules.adviser(appointment.adviser)
    room = rules.room_name(appointment.room, appointment.adviser)
    lines = [
        f"Code: {appointment.code}",
        f"Bisher: {day_and_time(german, former)}" if former else "",
        f"📅 {day_and_time(german, appointment.starts_at)}",
        f"💬 {subject_title(content, german, appointment.subject)}",
        f"👤 {adviser.name if adviser else appointment.adviser}",
        f"🚪 {room}" if room else "",
        f"Sprache: {german_name(appointment.language)}",
        f"Dolmetscher: {interpreter(appointment)}",
        "📞 Telefon: angegeben" if appointment.phone else "",
    ]
    return Reply("\n".join(filter(None, lines)), "de", title=STAFF_TITLES[what])


def _asking(
    content: Content, say: Say, appointment: Appointment, words: tuple[str, str], come: Button | None
) -> Reply:
    title, text = words
    place = content.places.get(content.appointments.place or "")
    buttons = rows(
        come,
        Button(say("❌ Ich kann nicht kommen"), action=f"cancel/{appointment.id}"),
        Button(say(MOVE), action=f"move/{appointment.id}"),
        map_button(place) if place else None,
    )
    return Reply(text, say.language, title=title, buttons=buttons, keep=True)


def _coming(appointment: Appointment) -> str:
    return f"coming/{appointment.id}/{appointment.sequence}"


def _with_file(content: Content, say: Say, appointment: Appointment, text: str, title: str) -> Reply:
    buttons = rows(journey_button(say, "my-appointments"), menu_button(say))
    file = _file(content, say, appointment)
    return Reply(text, say.language, title=title, buttons=buttons, attachment=file, keep=True)


def _file(content: Content, say: Say, appointment: Appointment) -> Attachment:
    """The calendar shows it by itself, so its words carry no direction marks of ours."""
    rules = content.appointments
    code = without_marks(say("Code: {code}", code=appointment.code))
    spoken = without_marks(interpreter_line(say, appointment.interpreter, appointment.interpreter_language))
    file = appointment_calendar(
        appointment,
        content.places.get(rules.place or ""),
        "CANCEL" if appointment.status == "cancelled" else "PUBLISH",
        room=rules.room_name(appointment.room, appointment.adviser),
        summary=without_marks(subject_title(content, say, appointment.subject)),
        description=f"{code}\n{spoken}",
    )
    return Attachment(f"{appointment.code}.ics", file)
