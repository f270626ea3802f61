"""Replies that belong to no topic: greeting, menu, help, language, privacy, and not knowing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.languages import BY_CODE
from bot.replies.blocks import person_block, person_buttons
from bot.replies.journeys import MENU, menu_button, offer
from bot.reply import Button, Reply, Rows, rows
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from bot.content.schema import Content
    from bot.texts import Say

WELCOME = "👋 Zuhause in Winnenden"
HELLO = mark(
    "Guten Tag!\n\n"
    "Ich bin ein Programm. Ich antworte für die Integrationsarbeit der Stadt Winnenden.\n\n"
    "Schreiben Sie mir Ihre Frage. Oder tippen Sie auf ein Thema."
)
HELP = mark(
    "Sie können mir in Ihrer Sprache schreiben. Ein paar Wörter genügen.\n\n"
    "Ich weiß etwas über Deutschkurse, Treffen, Arbeit, Wohnung, Dolmetscher und Hilfe bei Ämtern.\n\n"
    "Ich kann auch einen Termin für Sie buchen oder absagen."
)
SMALL_TALK = frozenset({"greeting", "thanks", "goodbye"})  # nobody means these when in doubt
MENU_JOURNEYS = ("book-appointment", "my-appointments", "human", "change-language")


def greeting(content: Content, say: Say) -> Reply:
    """The first thing a person reads."""
    return Reply(say(HELLO), say.language, title=WELCOME, buttons=menu_rows(content, say))


def welcome(content: Content, voices: Mapping[str, Say]) -> Reply:
    """The first thing a person reads whose language we cannot guess: German, English, and a choice."""
    german, english = voices["de"], voices["en"]
    text = german(HELLO) + "\n\n" + english(HELLO)
    buttons = (*choose_language(voices, german).buttons, *rows(offer(content, german, "human")))
    return Reply(text, "de", title=WELCOME, buttons=buttons)


def menu(content: Content, say: Say) -> Reply:
    """All topics as buttons."""
    text = say("Tippen Sie auf ein Thema. Oder schreiben Sie Ihre Frage.")
    return Reply(text, say.language, title=say(MENU), buttons=menu_rows(content, say))


def menu_rows(content: Content, say: Say) -> Rows:
    """Topics in the order of their `menu` number, then the journeys."""
    topics = sorted(
        (topic for topic in content.topics.values() if topic.menu), key=lambda topic: topic.menu or 0
    )
    return rows(*(offer(content, say, name) for name in [*(topic.id for topic in topics), *MENU_JOURNEYS]))


def help_(content: Content, say: Say) -> Reply:
    """What one can ask, and that one may simply write."""
    return Reply(
        say(HELP), say.language, title=say("❓ Was kann ich fragen?"), buttons=menu_rows(content, say)
    )


def thanks(say: Say) -> Reply:
    """An answer to thanks."""
    return Reply(
        say("Gern geschehen! Haben Sie noch eine Frage?"), say.language, buttons=rows(menu_button(say))
    )


def goodbye(say: Say) -> Reply:
    """An answer to goodbye."""
    return Reply(say("Auf Wiedersehen! Sie können mir jederzeit wieder schreiben."), say.language)


def human(content: Content, say: Say, now: datetime) -> Reply:
    """Somebody wants a person."""
    text = say("Diese Menschen helfen Ihnen gern:") + "\n\n" + person_block(content, say, now)
    title = say("👤 Mit einem Menschen sprechen")
    return Reply(text, say.language, title=title, buttons=rows(*person_buttons(content, say, now)), keep=True)


def no_answer(content: Content, say: Say, now: datetime) -> Reply:
    """The honest "I do not know", with a person."""
    text = say("Dazu habe ich keine geprüfte Antwort. Diese Menschen helfen Ihnen:")
    text += "\n\n" + person_block(content, say, now)
    buttons = rows(*person_buttons(content, say, now))
    return Reply(text, say.language, title=say("Das weiß ich leider nicht"), buttons=buttons, keep=True)


def choices(content: Content, say: Say, identifiers: Iterable[str], now: datetime) -> Reply:
    """Two or three topics to choose from, and a person."""
    offers = [offer(content, say, identifier) for identifier in identifiers if identifier not in SMALL_TALK]
    if not offers:
        return no_answer(content, say, now)
    buttons = rows(*offers, offer(content, say, "human"))
    return Reply(say("Was meinen Sie? Bitte tippen Sie darauf."), say.language, buttons=buttons)


def only_text(content: Content, say: Say, now: datetime) -> Reply:
    """A photo or voice message came."""
    text = say(
        "Ich kann nur Text lesen. Bilder und Sprachnachrichten verstehe ich nicht. Bitte schreiben Sie mir."
    )
    text += "\n\n" + person_block(content, say, now)
    return Reply(text, say.language, buttons=rows(*person_buttons(content, say, now)), keep=True)


def old_button(content: Content, say: Say) -> Reply:
    """A button of an older version, or one whose time is over."""
    text = say("Diese Taste ist nicht mehr gültig. Bitte wählen Sie neu.")
    return Reply(text, say.language, buttons=menu_rows(content, say))


def choose_language(voices: Mapping[str, Say], say: Say) -> Reply:
    """Every spoken language by its own name."""
    buttons = [Button(BY_CODE[code].own_name, action=f"language/{code}") for code in voices]
    return Reply(say("Welche Sprache möchten Sie?"), say.language, title="🌐", buttons=rows(*buttons))


def language_chosen(content: Content, say: Say) -> Reply:
    """Confirms, in the new language."""
    text = say("Gut. Ich schreibe jetzt {language}.", language=say.row.own_name)
    return Reply(text, say.language, buttons=menu_rows(content, say))


def not_spoken(content: Content, voices: Mapping[str, Say], name: str, now: datetime) -> Reply:
    """We recognised the language and do not speak it: a choice of languages, and a person."""
    german, english = voices["de"], voices["en"]
    buttons = (*choose_language(voices, german).buttons, *rows(*person_buttons(content, english, now)))
    text = f"{unspoken_notice(voices, name)}\n\n{person_block(content, english, now)}"
    return Reply(text, "de", title="🌐", buttons=buttons, keep=True)


def unspoken_notice(voices: Mapping[str, Say], name: str) -> str:
    """That we do not speak a language, in simple German and English."""
    german, english = voices["de"], voices["en"]
    message = mark("Diese Sprache spreche ich noch nicht: {language}. Bitte wählen Sie eine andere Sprache.")
    return german(message, language=name) + "\n\n" + english(message, language=name)


def privacy(say: Say, days: int) -> Reply:
    """What is stored, how long, and how to have it deleted; `days` is the one retention setting."""
    text = say(
        "Wer: Stadt Winnenden, Integrationsarbeit.\n\n"
        "Wir speichern Ihre Chat-Nummer, Ihre Sprache, Ihre Termine, Ihre Anfragen und Ihre Erinnerungen. "
        "Namen und Telefonnummer speichern wir nur, wenn Sie sie uns senden. "
        "Ihre Nachrichten löschen wir gleich nach der Antwort.\n\n"
        "Wir löschen alles {days} Tage nach Ihrer letzten Nachricht oder nach Ihrem Termin.\n\n"
        "Auch Telegram sieht Ihre Nachrichten. Telegram ist eine Firma außerhalb der EU. "
        "Sie können auch anrufen oder vorbeikommen.",
        days=days,
    )
    buttons = rows(Button(say("🗑 Meine Daten löschen"), action="forget"), menu_button(say))
    return Reply(text, say.language, title=say("🔒 Datenschutz"), buttons=buttons)


def confirm_forget(say: Say) -> Reply:
    """Ask once before deleting."""
    text = say("Soll ich alles löschen? Ein offener Termin wird dann abgesagt.")
    buttons = rows(
        Button(say("🗑 Ja, alles löschen"), action="forget/yes"), Button(say("Nein"), action="menu")
    )
    return Reply(text, say.language, buttons=buttons)


def forgotten(say: Say) -> Reply:
    """Done."""
    text = say("Ihre Daten sind gelöscht. Die Nachrichten in diesem Chat können Sie selbst löschen.")
    return Reply(text, say.language, buttons=rows(menu_button(say)))


def busy(say: Say) -> Reply:
    """The database is away for a moment; the message is safe with Telegram."""
    return Reply(say("Einen Moment bitte. Ihre Nachricht geht nicht verloren."), say.language)


def failed(content: Content, say: Say, reference: str, now: datetime) -> Reply:
    """Something broke on our side; `reference` is what staff look for in the log."""
    text = say(
        "Das hat leider nicht geklappt. Bitte versuchen Sie es noch einmal. Nummer: {number}",
        number=reference,
    )
    text += "\n\n" + person_block(content, say, now)
    return Reply(text, say.language, buttons=rows(*person_buttons(content, say, now)), keep=True)
