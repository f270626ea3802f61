"""The steps on the way to an appointment, one reply each, and the appointment itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.languages import BY_CODE, LANGUAGES
from bot.replies.blocks import (
    address_button,
    contact_block,
    contact_buttons,
    map_button,
    person_block,
    person_buttons,
    place_line,
)
from bot.replies.journeys import journey_button, menu_button
from bot.reply import Button, Reply, Rows, grid, rows
from bot.texts import day_and_time, day_label, isolate, say_day, say_time
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.booking import Slot
    from bot.content.schema import Content
    from bot.db import Appointment, BookingDraft, Hold
    from bot.texts import Say

DAYS_A_PAGE = 6
INTERPRETER = {
    "none": mark("Nein, ich brauche keinen"),
    "own": mark("Ich bringe jemanden mit"),
    "pool": mark("Ja, bitte"),
}
INTERPRETER_SUMMARY = {
    "none": mark("Dolmetscher: nein"),
    "own": mark("Dolmetscher: Ich bringe jemanden mit"),
    "pool": mark("Dolmetscher: ja, {language}"),
}
OTHER_LANGUAGE = mark("Andere Sprache")
TITLE = mark("📅 Termin buchen")
MOVE = mark("🔁 Termin ändern")
CANCEL = mark("❌ Termin absagen")
ASK_DAY = mark("An welchem Tag möchten Sie kommen?")
ASK_NEW_DAY = mark("Wann möchten Sie stattdessen kommen? Ihr alter Termin bleibt, bis der neue sicher ist.")


def ask_subject(content: Content, say: Say) -> Reply:
    """First step: what is it about?"""
    buttons = [
        Button(f"{subject.icon} {say.pick(subject.title)}".strip(), action=f"book/subject/{subject.id}")
        for subject in content.appointments.subjects
    ]
    text = say("Sie bekommen einen Termin beim Integrationsmanagement. Worum geht es?")
    return _step(say, text, rows(*buttons))


def ask_interpreter(say: Say) -> Reply:
    """Is an interpreter needed?"""
    buttons = [Button(say(label), action=f"book/interpreter/{key}") for key, label in INTERPRETER.items()]
    return _step(say, say("Brauchen Sie einen Dolmetscher?"), rows(*buttons), undo="subject")


def ask_interpreter_language(say: Say) -> Reply:
    """Which language shall the interpreter speak? The person's own comes first."""
    ordered = sorted(LANGUAGES, key=lambda row: row.code != say.language)
    buttons = [Button(row.own_name, action=f"book/speaks/{row.code}") for row in ordered if row.code != "de"]
    buttons.append(Button(say(OTHER_LANGUAGE), action="book/speaks/other"))
    text = say("Welche Sprache soll der Dolmetscher sprechen? Wir fragen im Dolmetscherpool nach.")
    return _step(say, text, grid(buttons, 2), undo="interpreter")


def none_free(content: Content, say: Say, now: datetime) -> Reply:
    """Everything is taken: a person instead."""
    notice = say("Im Moment ist kein Termin frei. Bitte rufen Sie an.")
    text = f"{notice}\n\n{person_block(content, say, now)}"
    buttons = rows(*person_buttons(content, say, now))
    return Reply(text, say.language, title=say(TITLE), buttons=buttons, keep=True)


def ask_day(say: Say, days: Sequence[date], page: int, notice: str = "", *, moving: bool = False) -> Reply:
    """A page of days with free times, above them the earliest time of all."""
    start = page * DAYS_A_PAGE if page * DAYS_A_PAGE < len(days) else 0
    shown = days[start : start + DAYS_A_PAGE]
    buttons = [] if start else [Button(say("⏩ So bald wie möglich"), action="book/earliest")]
    buttons += [Button(day_label(say, day), action=f"book/day/{day:%Y-%m-%d}") for day in shown]
    if start + DAYS_A_PAGE < len(days):
        buttons.append(Button(say("Spätere Tage"), action=f"book/page/{start // DAYS_A_PAGE + 1}"))
    if start:
        buttons.append(Button(say("Frühere Tage"), action=f"book/page/{start // DAYS_A_PAGE - 1}"))
    text = f"{notice}\n\n{say(ASK_NEW_DAY if moving else ASK_DAY)}".strip()
    return _step(say, text, rows(*buttons), undo=None if moving else "interpreter")


def ask_time(say: Say, day: date, slots: Sequence[Slot], notice: str = "") -> Reply:
    """The free times of a day."""
    buttons = [
        Button(say_time(slot.starts_at), action=f"book/time/{int(slot.starts_at.timestamp())}")
        for slot in slots
    ]
    text = say("{day}. Um wie viel Uhr?", day=say_day(say, day))
    return _step(say, f"{notice}\n\n{text}".strip(), grid(buttons, 3), undo="day")


def ask_phone(say: Say, kept: Hold) -> Reply:
    """May we have a number? Nobody needs to give one; the time is kept meanwhile."""
    question = say(
        "Möchten Sie Ihre Telefonnummer angeben? "
        "Das ist freiwillig. Wir rufen nur an, wenn sich etwas ändert."
    )
    time = say.readable(f"📅 {day_and_time(say, kept.starts_at)}")
    text = _paragraphs([f"{time}\n{_reserved(say, kept.until)}", question])
    no = Button(say("Nein, weiter"), action="book/phone/no")
    yes = Button(say("📱 Telefonnummer angeben"), action="book/phone/asked")
    return _step(say, text, rows(no, yes), undo="time")


def summary(content: Content, say: Say, draft: BookingDraft, until: datetime) -> Reply:
    """Everything once more, what we store, then one button that promises; the time is held `until` then."""
    if draft.starts_at is None:
        raise ValueError("a summary needs a time")
    lines = [
        f"📅 {day_and_time(say, draft.starts_at)}",
        f"💬 {subject_title(content, say, draft.subject)}",
        f"🗣 {interpreter_line(say, draft.interpreter, draft.interpreter_language)}",
        *([say("📞 Telefon: angegeben")] if draft.phone else []),
    ]
    stored = [say("Mit „Ja“ speichern wir den Termin, Ihre Chat-Nummer und Ihre Sprache.")]
    stored += [say("Auch Ihren Namen und Ihre Telefonnummer speichern wir.")] if draft.phone else []
    blocks = ["\n".join(lines), bring_block(content, say, draft.subject)]
    blocks += [_reserved(say, until), "\n".join(stored)]
    confirm = Button(say("✅ Ja, Termin buchen"), action=f"book/confirm/{draft.intent}")
    return _summary(say, blocks, confirm, undo="phone")


def summary_of_move(content: Content, say: Say, former: Appointment, kept: Hold) -> Reply:
    """The old time and the new, then one button that moves."""
    lines = [
        say("Bisher: {when}", when=day_and_time(say, former.starts_at)),
        say("Neu: {when}", when=day_and_time(say, kept.starts_at)),
        f"💬 {subject_title(content, say, former.subject)}",
    ]
    confirm = Button(say("✅ Ja, verschieben"), action=f"book/confirm/{kept.intent}")
    return _summary(say, ["\n".join(lines), _reserved(say, kept.until)], confirm, undo="time")


def confirmed(content: Content, say: Say, appointment: Appointment) -> Reply:
    """The promise, with the code to say at the desk."""
    text = say("Ihr Termin ist gebucht. Ihr Code: {code}", code=appointment.code)
    hint = say("Bitte merken Sie sich den Code. Sie können den Termin hier wieder absagen.")
    return _promised(content, say, appointment, say("✅ Gebucht"), text, hint)


def moved(content: Content, say: Say, appointment: Appointment) -> Reply:
    """The new promise; the code is the same."""
    text = say("Ihr Termin ist verschoben. Ihr Code bleibt: {code}", code=appointment.code)
    return _promised(content, say, appointment, say("✅ Verschoben"), text)


def has_begun(content: Content, say: Say, now: datetime) -> Reply:
    """Too late to change it here: a person instead."""
    return _call_instead(content, say, now, say("Dieser Termin hat schon begonnen. Bitte rufen Sie an."))


def is_over(content: Content, say: Say, now: datetime) -> Reply:
    """Too late for anything: a person instead."""
    return _call_instead(content, say, now, say("Dieser Termin ist vorbei. Bitte rufen Sie an."))


def my_appointments(content: Content, say: Say, appointments: Sequence[Appointment], now: datetime) -> Reply:
    """The open appointments, and a way to book where there is room; one that has begun cannot be changed."""
    room = len(appointments) < content.appointments.open_appointments
    book = journey_button(say, "book-appointment") if room else None
    blocks = [
        say("Code: {code}", code=one.code) + "\n" + appointment_block(content, say, one)
        for one in appointments
    ]
    changes = [
        button
        for one in appointments
        if one.starts_at > now
        for button in _changes(say, one, which=f" {isolate(one.code)}" if appointments[1:] else "")
    ]
    text = _paragraphs(blocks) or say("Sie haben keinen Termin.")
    buttons = rows(*changes, book, menu_button(say))
    return Reply(text, say.language, title=say("🗓 Meine Termine"), buttons=buttons)


def already_booked(content: Content, say: Say, appointments: Sequence[Appointment], now: datetime) -> Reply:
    """As many as one may have: show them instead of one more."""
    shown = my_appointments(content, say, appointments, now)
    only = say("Sie haben schon einen Termin. Sie können nur einen Termin haben.")
    several = say("Mehr Termine können Sie zurzeit nicht buchen.")
    notice = several if content.appointments.open_appointments > 1 else only
    return replace(shown, text=f"{notice}\n\n{shown.text}")


def ask_cancel(content: Content, say: Say, appointment: Appointment) -> Reply:
    """Ask once before the time is given away."""
    text = say("Möchten Sie diesen Termin absagen?") + "\n\n" + appointment_block(content, say, appointment)
    yes = Button(say("❌ Ja, absagen"), action=f"cancel/{appointment.id}/yes")
    keep = Button(say("Nein, behalten"), action="journey/my-appointments")
    return Reply(text, say.language, buttons=rows(yes, keep))


def cancelled(say: Say, appointment: Appointment) -> Reply:
    """The time is free again."""
    text = say("Ihr Termin ist abgesagt: {when}", when=day_and_time(say, appointment.starts_at))
    book = journey_button(say, "book-appointment")
    return Reply(text, say.language, buttons=rows(book, menu_button(say)))


def appointment_block(content: Content, say: Say, appointment: Appointment) -> str:
    """When, what about, with whom, interpreter, where."""
    rules = content.appointments
    adviser = rules.adviser(appointment.adviser)
    room = rules.room_name(appointment.room, appointment.adviser)
    place = content.places.get(content.appointments.place or "")
    lines = [
        f"📅 {day_and_time(say, appointment.starts_at)}",
        f"💬 {subject_title(content, say, appointment.subject)}",
        f"👤 {isolate(adviser.name)}" if adviser else "",
        f"🚪 {isolate(room)}" if room else "",
        f"🗣 {interpreter_line(say, appointment.interpreter, appointment.interpreter_language)}",
        place_line(say, place) if place else "",
    ]
    return say.readable("\n".join(line for line in lines if line))


def bring_block(content: Content, say: Say, subject: str | None) -> str:
    """What to bring along for a subject; empty where staff have written nothing."""
    found = content.appointments.subject(subject)
    if found is None or not found.bring:
        return ""
    return say("Bitte mitbringen:") + "\n" + say.pick(found.bring)


def subject_title(content: Content, say: Say, subject: str | None) -> str:
    """The subject's name; an id that staff have removed meanwhile is shown as it is."""
    found = content.appointments.subject(subject)
    return say.pick(found.title) if found else isolate(subject or "")


def interpreter_line(say: Say, interpreter: str | None, language: str | None) -> str:
    """Who translates, in words."""
    sentence = INTERPRETER_SUMMARY[interpreter or "none"]
    return say(sentence, language=language_name(say, language))


def language_name(say: Say, code: str | None) -> str:
    """As its speakers call it; in German to whom reads German, as staff do."""
    if code not in BY_CODE:
        return say(OTHER_LANGUAGE)
    return BY_CODE[code].german_name if say.language == "de" else BY_CODE[code].own_name


def _call_instead(content: Content, say: Say, now: datetime, notice: str) -> Reply:
    text = f"{notice}\n\n{person_block(content, say, now)}"
    buttons = rows(*person_buttons(content, say, now))
    return Reply(text, say.language, title=say("🗓 Meine Termine"), buttons=buttons, keep=True)


def _changes(say: Say, appointment: Appointment, which: str) -> list[Button]:
    move = Button(say.readable(say(MOVE) + which), action=f"move/{appointment.id}")
    return [move, Button(say.readable(say(CANCEL) + which), action=f"cancel/{appointment.id}")]


def _promised(
    content: Content, say: Say, appointment: Appointment, title: str, text: str, hint: str = ""
) -> Reply:
    """An appointment with all one needs to keep it; the message stays in the chat."""
    contact = content.contacts[content.appointments.contact]
    place = content.places.get(content.appointments.place or "")
    blocks = [text, appointment_block(content, say, appointment)]
    blocks += [bring_block(content, say, appointment.subject), hint, contact_block(say, contact)]
    buttons = rows(
        Button(f"📋 {appointment.code}", copy=appointment.code),
        *contact_buttons([contact]),
        map_button(place) if place else None,
        address_button(place) if place else None,
        journey_button(say, "my-appointments"),
        menu_button(say),
    )
    return Reply(_paragraphs(blocks), say.language, title=title, buttons=buttons, keep=True)


def _summary(say: Say, blocks: Sequence[str], confirm: Button, undo: str) -> Reply:
    """A last question; the privacy notice opens below it, so that the question stays in sight."""
    text = _paragraphs([*blocks, say("Ist das richtig?")])
    asked = _step(say, text, rows(confirm), undo)
    in_place = tuple(tuple(replace(button, in_place=True) for button in row) for row in asked.buttons)
    return replace(asked, buttons=(*in_place, *rows(journey_button(say, "privacy"))), keep=True)


def _reserved(say: Say, until: datetime) -> str:
    return say("Diese Zeit ist bis {time} für Sie reserviert.", time=say_time(until))


def _paragraphs(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _step(say: Say, text: str, buttons: Rows, undo: str | None = None) -> Reply:
    """One step; its back button names what it undoes, so that a second tap undoes no more."""
    way_out = Button(say("← Zurück"), action=f"book/back/{undo}") if undo else None
    stop = Button(say("✖ Abbrechen"), action="book/stop")
    return Reply(text, say.language, title=say(TITLE), buttons=(*buttons, *rows(way_out, stop)))
