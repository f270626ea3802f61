"""The answer to a topic: the content's own words, what belongs to it, and how well it is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.states import Stage, state_of, topic_entry
from bot.replies.blocks import (
    contact_block,
    contact_buttons,
    map_button,
    meetup_block,
    place_line,
    venue,
)
from bot.replies.journeys import menu_button, offer
from bot.reply import Button, Reply, rows
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from datetime import datetime

    from bot.content.schema import Content, Place, Topic
    from bot.texts import Say


DRAFT_GERMAN = mark("Das Büro hat diesen Text noch nicht geprüft.")
STAGES = {
    Stage.DRAFT: mark("Diese Übersetzung ist ein Entwurf. Im Zweifel gilt der deutsche Text."),
    Stage.OUTDATED: mark("Der deutsche Text ist neuer als diese Übersetzung. Im Zweifel gilt er."),
    Stage.MISSING: mark("Dieser Text ist noch nicht übersetzt. Sie lesen das deutsche Original."),
}


def topic_reply(content: Content, say: Say, topic: Topic, now: datetime, german: Say | None = None) -> Reply:
    """The topic in the person's language; with `german`, the original text that staff wrote."""
    voice = german or say
    contacts = [content.contacts[name] for name in topic.contacts]
    places = _places(content, topic)
    blocks = [
        voice.pick(topic.answer),
        *(meetup_block(content, voice, content.meetups[name], now) for name in topic.meetups),
        *(place_line(voice, content.places[name]) for name in topic.places),
        *(contact_block(voice, contact) for contact in contacts),
    ]
    buttons = [
        *contact_buttons(contacts),
        *(map_button(place) for place in places),
        *(offer(content, say, name) for name in topic.buttons),
        _other_version(say, topic, shown_german=german is not None),
        menu_button(say),
    ]
    return Reply(
        "\n\n".join(blocks),
        voice.language,
        title=f"{topic.icon} {voice.pick(topic.title)}".strip(),
        note=state_line(content, voice, topic),
        buttons=rows(*buttons),
        venues=tuple(pin for place in places if (pin := venue(place))),
        keep=True,
    )


def plain_answer(say: Say, topic: Topic) -> str:
    """Only the curated words, as `ask` prints them."""
    return topic.answer.get(say.language, topic.answer["de"])


def state_line(content: Content, say: Say, topic: Topic) -> str:
    """When it was checked, and how far the translation is: short and friendly."""
    state = state_of(content, f"topics/{topic.id}", say.language)
    stage = topic_entry(topic).stage(say.language, state)
    if stage is Stage.REVIEWED and state and state.reviewed:
        return say("Geprüft am {day}.", day=f"{state.reviewed:%d.%m.%Y}")
    return say(DRAFT_GERMAN if say.language == "de" else STAGES[stage])


def _places(content: Content, topic: Topic) -> list[Place]:
    names = [*topic.places, *(content.meetups[name].place for name in topic.meetups)]
    return [content.places[name] for name in dict.fromkeys(names)]


def _other_version(say: Say, topic: Topic, *, shown_german: bool) -> Button | None:
    if say.language == "de" or say.language not in topic.answer:
        return None
    if shown_german:
        return Button(say.row.own_name, action=f"topic/{topic.id}", in_place=True)
    return Button("🇩🇪 Deutsch (Original)", action=f"original/{topic.id}", in_place=True)
