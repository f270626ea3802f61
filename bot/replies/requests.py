"""The steps of asking for a guide or an interpreter, one reply each, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.languages import LANGUAGES
from bot.replies.blocks import person_block, person_buttons
from bot.replies.booking import OTHER_LANGUAGE, language_name
from bot.replies.journeys import LABELS, menu_button
from bot.reply import Button, Reply, Rows, grid, rows
from bot.texts import day_label, isolate, say_day
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from bot.content.schema import Content
    from bot.db.requests import HelpRequest
    from bot.requests import Wish
    from bot.texts import Say

DAYS_A_PAGE = 8
TITLE = mark("🔔 Ihre Anfrage")
JOURNEYS = {"guide": "ask-guide", "interpreter": "ask-interpreter"}
QUESTIONS = {
    "guide": mark("Behördenlotsen gehen mit Ihnen den Weg durch die Ämter. Zu welcher Stelle gehen Sie?"),
    "interpreter": mark("Ein Dolmetscher übersetzt Ihr Gespräch. Zu welcher Stelle gehen Sie?"),
}
WAYS = {"chat": mark("💬 Hier im Chat"), "phone": mark("📞 Am Telefon")}
BY_CHAT, BY_PHONE = mark("Antwort: im Chat"), mark("Antwort: am Telefon")
STATES = {
    "new": mark("Das ist noch keine Zusage. Wir suchen jemanden und schreiben Ihnen."),
    "working": mark("Wir arbeiten an Ihrer Anfrage."),
    "promised": mark("Ihre Anfrage ist zugesagt. Jemand kommt."),
    "declined": mark("Wir haben leider niemanden gefunden."),
    "past": mark("Der Tag dieser Anfrage ist vorbei."),
}


def ask_authority(content: Content, say: Say, kind: str, path: str) -> Reply:
    """Where are you going?"""
    buttons = [
        Button(f"{authority.icon} {say.pick(authority.title)}".strip(), action=f"{path}/{authority.id}")
        for authority in content.appointments.authorities
    ]
    return _step(say, kind, say(QUESTIONS[kind]), rows(*buttons))


def ask_day(say: Say, kind: str, path: str, days: Sequence[date], page: int) -> Reply:
    """Which day is it?"""
    start = page * DAYS_A_PAGE if page * DAYS_A_PAGE < len(days) else 0
    shown = days[start : start + DAYS_A_PAGE]
    buttons = [Button(day_label(say, day), action=f"{path}/{day:%Y%m%d}") for day in shown]
    if days[start + DAYS_A_PAGE :]:
        buttons.append(Button(say("Spätere Tage"), action=f"{path}/p{start // DAYS_A_PAGE + 1}"))
    if start:
        buttons.append(Button(say("Frühere Tage"), action=f"{path}/p{start // DAYS_A_PAGE - 1}"))
    return _step(say, kind, say("An welchem Tag ist das?"), rows(*buttons), path)


def ask_time(say: Say, kind: str, path: str, day: date, times: Sequence[str]) -> Reply:
    """What time is it there?"""
    buttons = [Button(time, action=f"{path}/{time.replace(':', '')}") for time in times]
    text = say("{day}. Um wie viel Uhr ist das?", day=say_day(say, day))
    return _step(say, kind, text, grid(buttons, 4), path)


def ask_language(say: Say, kind: str, path: str) -> Reply:
    """Which language is needed? The person's own comes first."""
    ordered = sorted(LANGUAGES, key=lambda row: row.code != say.language)
    buttons = [Button(row.own_name, action=f"{path}/{row.code}") for row in ordered if row.code != "de"]
    buttons.append(Button(say(OTHER_LANGUAGE), action=f"{path}/other"))
    return _step(say, kind, say("Welche Sprache brauchen Sie?"), grid(buttons, 2), path)


def ask_way(say: Say, kind: str, path: str) -> Reply:
    """How shall we answer?"""
    buttons = [Button(say(label), action=f"{path}/{way}") for way, label in WAYS.items()]
    return _step(say, kind, say("Wie sollen wir antworten?"), rows(*buttons), path)


def summary(content: Content, say: Say, wish: Wish, path: str) -> Reply:
    """Everything once more and what we store, then one button that asks."""
    privacy = say("Mit „Ja“ speichern wir Ihre Anfrage, Ihre Chat-Nummer und Ihre Sprache.")
    text = f"{wish_block(content, say, wish)}\n\n{privacy}\n\n{say('Ist das richtig?')}"
    yes = Button(say("✅ Ja, anfragen"), action=f"{path}/yes")
    return _step(say, wish.kind, text, rows(yes), path)


def requested(content: Content, say: Say, request: HelpRequest) -> Reply:
    """It is with the staff, and no promise yet."""
    text = f"{_request_text(content, say, request)}\n\n{say(STATES[request.status])}"
    return Reply(
        text, say.language, title=say("✅ Anfrage gesendet"), buttons=_ways_on(say, request), keep=True
    )


def already_requested(content: Content, say: Say, request: HelpRequest) -> Reply:
    """One open request of a kind: show it instead of a second."""
    notice = say("Sie haben schon eine Anfrage. Wir schreiben Ihnen, sobald es etwas Neues gibt.")
    text = f"{notice}\n\n{_request_text(content, say, request)}\n\n{say(STATES[request.status])}"
    title = say(LABELS[JOURNEYS[request.kind]])
    return Reply(text, say.language, title=title, buttons=_ways_on(say, request), keep=True)


def answer_in_chat(say: Say) -> Reply:
    """No number: we write instead, and the keys below the chat go."""
    return Reply(say(BY_CHAT), say.language, drop_keyboard=True)


def withdrawn(say: Say) -> Reply:
    """Nobody is looked for any more."""
    return Reply(say("Ihre Anfrage ist zurückgezogen."), say.language, buttons=rows(menu_button(say)))


def answered(content: Content, say: Say, request: HelpRequest, now: datetime) -> Reply:
    """What became of it; where nobody comes, a person to talk to."""
    text = f"{say(STATES[request.status])}\n\n{_request_text(content, say, request)}"
    buttons = _ways_on(say, request)
    if request.status in {"declined", "past"}:
        text += f"\n\n{person_block(content, say, now)}"
        buttons = rows(*person_buttons(content, say, now))
    return Reply(text, say.language, title=say(TITLE), buttons=buttons, keep=True)


def with_requests(reply: Reply, content: Content, say: Say, requests: Sequence[HelpRequest]) -> Reply:
    """The reply, and below it what the person has asked for and how that stands."""
    blocks = [
        f"{say(TITLE)}\n\n{_request_text(content, say, one)}\n\n{say(STATES[one.status])}" for one in requests
    ]
    ways = [row for one in requests for row in rows(_undo(say, one))]
    return replace(reply, text="\n\n".join([reply.text, *blocks]), buttons=(*ways, *reply.buttons))


def wish_block(content: Content, say: Say, wish: Wish | HelpRequest) -> str:
    """Where, when, which language, how to answer: a line each."""
    when = f"{say_day(say, wish.day)}, {isolate(wish.at)}"
    lines = [
        say("🏛 Stelle: {place}", place=authority_name(content, say, wish.authority)),
        say("📅 Wann: {when}", when=when),
        say("🗣 Sprache: {language}", language=language_name(say, wish.language)),
        say(BY_PHONE if wish.by_phone else BY_CHAT),
    ]
    return "\n".join(lines)


def authority_name(content: Content, say: Say, authority: str) -> str:
    """Its name; an id that staff have removed meanwhile is shown as it is."""
    found = next((one for one in content.appointments.authorities if one.id == authority), None)
    return say.pick(found.title) if found else authority


def _request_text(content: Content, say: Say, request: HelpRequest) -> str:
    code = say("Wir haben Ihre Anfrage bekommen. Nummer der Anfrage: {code}", code=request.code)
    return f"{code}\n\n{wish_block(content, say, request)}"


def _ways_on(say: Say, request: HelpRequest) -> Rows:
    return rows(_undo(say, request), menu_button(say))


def _undo(say: Say, request: HelpRequest) -> Button:
    return Button(say("✖ Anfrage zurückziehen"), action=f"withdraw/{request.id}")


def _step(say: Say, kind: str, text: str, buttons: Rows, path: str | None = None) -> Reply:
    """One step; going back is the path without its last part."""
    back = Button(say("← Zurück"), action=path.rpartition("/")[0]) if path else None
    title = say(LABELS[JOURNEYS[kind]])
    return Reply(text, say.language, title=title, buttons=(*buttons, *rows(back, menu_button(say))))
