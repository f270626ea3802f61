"""The answer to a topic: the content's own words, what belongs to it, and how well it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.meetups import next_occurrence
from bot.content.states import Stage, state_of, topic_entry
from bot.replies.blocks import (
    address_button,
    contact_block,
    contact_buttons,
    map_button,
    meetup_block,
    opening_block,
    place_line,
    venue,
)
from bot.replies.journeys import menu_button, offer
from bot.reply import Attachment, Button, CardText, Reply, rows
from bot.texts import day_and_time, without_marks
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from datetime import datetime

    from bot.content.schedule import Meetup
    from bot.content.schema import Content, Place, Topic
    from bot.texts import Say


DRAFT_GERMAN = mark("Das Büro hat diesen Text noch nicht geprüft.")
STAGES = {
    Stage.DRAFT: mark("Diese Übersetzung ist ein Entwurf. Im Zweifel gilt der deutsche Text."),
    Stage.OUTDATED: mark("Der deutsche Text ist neuer als diese Übersetzung. Im Zweifel gilt er."),
    Stage.MISSING: mark("Dieser Text ist noch nicht übersetzt. Sie lesen das deutsche Original."),
}


def topic_reply(
    content: Content, say: Say, topic: Topic, now: datetime, german: Say | None = None, *, more: bool = False
) -> Reply:
    """The topic in the person's language, its short answer or `more`; with `german`, all of the original."""
    voice = german or say
    contacts = [content.contacts[name] for name in topic.contacts]
    meetups = [content.meetups[name] for name in topic.meetups]
    places = [content.places[name] for name in topic.places]
    longer = topic.more if more or german else None
    blocks = [
        voice.pick(topic.answer),
        *([voice.pick(longer)] if longer else []),
        *(meetup_block(content, voice, meetup, now) for meetup in meetups),
        *(_place_block(voice, place, now) for place in places),
        *(contact_block(voice, contact) for contact in contacts),
    ]
    buttons = [
        _length(say, topic, more=more) if german is None else None,
        *(Button(f"🤝 {meetup.name}", action=f"meetup/{meetup.id}") for meetup in meetups),
        *contact_buttons(contacts),
        *(make(place) for place in places for make in (map_button, address_button)),
        *(Button(f"🔗 {say.pick(link.title)}", url=link.url) for link in topic.links),
        *(offer(content, say, name) for name in topic.buttons),
        *_other_languages(say, topic, shown_german=german is not None),
        menu_button(say),
    ]
    return Reply(
        "\n\n".join(blocks),
        voice.language,
        title=topic_title(voice, topic),
        note=state_line(content, voice, topic),
        buttons=rows(*buttons),
        venues=tuple(pin for place in places if (pin := venue(place))),
        keep=True,
    )


def topic_title(say: Say, topic: Topic) -> str:
    """The topic's symbol and name."""
    return f"{topic.icon} {say.pick(topic.title)}".strip()


def card_texts(content: Content, german: Say, say: Say, topic: Topic, now: datetime) -> tuple[CardText, ...]:
    """What stands on the card: the short answer in the person's language, in German, and whom to reach.

    The answers say of contacts and meetups that they stand below, so they do. German stands there once.
    """
    halves = [
        CardText(voice.pick(topic.title), topic.answer[voice.language], voice.language)
        for voice in dict.fromkeys((say, german))
        if voice.language in topic.answer
    ]
    lines = [_meetup_line(content, german, content.meetups[name], now) for name in topic.meetups]
    contacts = (content.contacts[name] for name in topic.contacts)
    lines += [f"{c.name}: {', '.join(way for way in (c.phone, c.mail) if way)}" for c in contacts]
    return (*halves, CardText("", "\n".join(lines), "de"))


def card_reply(say: Say, topic: Topic, picture: bytes) -> Reply:
    """The topic in two languages as a picture to show at a counter."""
    text = say("Zeigen Sie dieses Bild, zum Beispiel am Schalter.")
    attachment = Attachment(f"{topic.id}-{say.language}.png", picture)
    return Reply(text, say.language, buttons=rows(menu_button(say)), attachment=attachment, keep=True)


def plain_answer(say: Say, topic: Topic) -> str:
    """Only the curated words, all of them, as `ask` prints them."""
    texts = [topic.answer, *([topic.more] if topic.more else [])]
    return "\n\n".join(text.get(say.language, text["de"]) for text in texts)


def state_line(content: Content, say: Say, topic: Topic) -> str:
    """When it was checked, and how far the translation is: short and friendly."""
    state = state_of(content, f"topics/{topic.id}", say.language)
    stage = topic_entry(topic).stage(say.language, state)
    if stage is Stage.REVIEWED and state and state.reviewed:
        return say("Geprüft am {day}.", day=f"{state.reviewed:%d.%m.%Y}")
    if stage is Stage.MISSING and say.language in topic.answer:
        stage = Stage.DRAFT  # only a part is still German
    return say(DRAFT_GERMAN if say.language == "de" else STAGES[stage])


def _place_block(say: Say, place: Place, now: datetime) -> str:
    lines = [place_line(say, place), *([opening_block(say, place, now)] if place.opening else [])]
    return "\n".join(lines)


def _meetup_line(content: Content, german: Say, meetup: Meetup, now: datetime) -> str:
    upcoming = next_occurrence(meetup, now)
    if upcoming is None:
        return meetup.name
    when = without_marks(day_and_time(german, upcoming.start))
    return f"{meetup.name}: {when}, {content.places[upcoming.place].address}"


def _length(say: Say, topic: Topic, *, more: bool) -> Button | None:
    if not topic.more:
        return None
    if more:
        return Button(say("▴ Weniger"), action=f"topic/{topic.id}", in_place=True)
    return Button(say("▾ Mehr lesen"), action=f"more/{topic.id}", in_place=True)


def _other_languages(say: Say, topic: Topic, *, shown_german: bool) -> list[Button]:
    if say.language == "de" or say.language not in topic.answer:
        return []
    card = Button(say("🪧 Karte zum Zeigen"), action=f"card/{topic.id}")
    if shown_german:
        return [card, Button(say.row.own_name, action=f"topic/{topic.id}", in_place=True)]
    return [card, Button("🇩🇪 Deutsch (Original)", action=f"original/{topic.id}", in_place=True)]
