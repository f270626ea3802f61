"""Blocks that stand below an answer: contacts, meetups, and whom to turn to when the bot cannot help.

Numbers, mails and addresses have a line of their own and a button that copies them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.content.maps import map_link
from bot.content.meetups import next_occurrence, next_start
from bot.replies.journeys import journey_button, menu_button
from bot.replies.opening import opening_lines, state_lines
from bot.reply import Button, Venue
from bot.texts import day_and_time, isolate
from bot.texts.catalogue import mark

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.content.schedule import Meetup
    from bot.content.schema import Contact, Content, Place
    from bot.texts import Say

ASK_FOR_HOURS = mark("Öffnungszeiten: bitte fragen Sie am Telefon.")


def contact_block(say: Say, contact: Contact) -> str:
    """Name, role, phone and mail, a line each."""
    lines = [f"👤 {isolate(contact.name)}", say.pick(contact.role) if contact.role else ""]
    lines += [
        f"📞 {isolate(contact.phone)}" if contact.phone else "",
        f"✉️ {isolate(contact.mail)}" if contact.mail else "",
    ]
    return say.readable("\n".join(line for line in lines if line))


def contact_buttons(contacts: Iterable[Contact]) -> list[Button]:
    """One button a number or mail; a tap copies it."""
    return [
        Button(f"📋 {value}", copy=value)
        for contact in contacts
        for value in (contact.phone, contact.mail)
        if value
    ]


def place_line(say: Say, place: Place) -> str:
    """Where it is. An example address is called one: nobody shall walk there."""
    if place.example:
        return say("Ort: bitte fragen Sie uns am Telefon.")
    return say.readable(f"📍 {isolate(f'{place.address}, {place.town}')}")


def map_button(place: Place) -> Button | None:
    """Opens the map at this address."""
    return None if place.example else Button(f"🗺 {place.address}", url=map_link(place))


def address_button(place: Place) -> Button | None:
    """Copies the address, for a map or a letter of one's own."""
    return None if place.example else Button(f"📋 {place.address}", copy=f"{place.address}, {place.town}")


def venue(place: Place) -> Venue | None:
    """A pin for Telegram's map, where staff have entered coordinates of a real place."""
    if place.example or place.latitude is None or place.longitude is None:
        return None
    return Venue(place.latitude, place.longitude, place.name["de"], f"{place.address}, {place.town}")


def opening_block(say: Say, place: Place, now: datetime) -> str:
    """Open or closed now, the hours of the week, and what is different in these days."""
    if place.example or place.opening is None:
        return say(ASK_FOR_HOURS)
    return "\n".join(opening_lines(say, place.opening, now))


def meetup_block(content: Content, say: Say, meetup: Meetup, now: datetime) -> str:
    """What it is, when it is next, and where."""
    about = [say.pick(meetup.about)] if meetup.about else []
    name = say.readable(f"🤝 {isolate(meetup.name)}")
    return "\n".join(
        [name, *about, next_line(say, meetup, now), place_line(say, place_of(content, meetup, now))]
    )


def next_line(say: Say, meetup: Meetup, now: datetime) -> str:
    """When it is next."""
    if start := next_start(meetup, now):
        return say("Nächstes Mal: {when}", when=day_and_time(say, start))
    return say("Zurzeit ist kein Treffen geplant. Bitte fragen Sie nach.")


def place_of(content: Content, meetup: Meetup, now: datetime) -> Place:
    """Where it is next: its usual place, unless staff have moved it."""
    found = next_occurrence(meetup, now)
    return content.places[found.place if found else meetup.place]


def next_meetup(content: Content, now: datetime) -> Meetup | None:
    """The meetup that comes first from now; None if none is planned."""
    planned = [(start, meetup) for meetup in content.meetups.values() if (start := next_start(meetup, now))]
    return min(planned, key=lambda pair: pair[0], default=(None, None))[1]


def person_block(content: Content, say: Say, now: datetime) -> str:
    """The way out of every dead end: a person, a phone number, a place to go."""
    blocks = [contact_block(say, content.contacts[content.first_contact])]
    blocks.append(_office_block(content, say, now))
    if meetup := next_meetup(content, now):
        blocks.append(say("Oder kommen Sie zu einem Treffen. Das nächste ist:"))
        blocks.append(meetup_block(content, say, meetup, now))
    return "\n\n".join(blocks)


def _office_block(content: Content, say: Say, now: datetime) -> str:
    office = content.places.get(content.appointments.place or "")
    if office is None or office.example:
        return say(ASK_FOR_HOURS)
    state = state_lines(say, office.opening, now) if office.opening else [say(ASK_FOR_HOURS)]
    return "\n".join([place_line(say, office), *state])


def person_buttons(content: Content, say: Say, now: datetime) -> list[Button | None]:
    """Copy the number, see the way to the next meetup, book a time."""
    meetup = next_meetup(content, now)
    return [
        *contact_buttons([content.contacts[content.first_contact]]),
        *(make(place_of(content, meetup, now)) for make in (map_button, address_button) if meetup),
        journey_button(say, "book-appointment"),
        menu_button(say),
    ]
