"""Telling everybody concerned: what has happened to an appointment is promised in the same transaction.

Here stands who is told, and when; how it is worded is decided at the moment of saying it (`bot.notices`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import String, cast, exists, select

from bot.booking import What, expire_offers, offer_free, offer_freed, release_expired, stop_waiting, unsaid
from bot.clock import BERLIN
from bot.db import Appointment, Hold, OutboxRow, moment
from bot.outbox import Promise, promise, promised, withdraw

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.booking import Happened, Offer, Time
    from bot.conversation import Conversation
    from bot.services import Services

CHANGE, REMINDER, FOR_STAFF = "appointment", "appointment-reminder", "appointment-staff"
OFFER = "appointment-offer"
BEFORE_HOURS = (24, 2)


async def tell(chat: Conversation, happened: Happened) -> None:
    """Promise all messages about a change, and offer the freed times to those in line."""
    await _Desk(chat.services, chat.session).tell(happened)


async def offer(chat: Conversation, freed: Iterable[Time]) -> None:
    """Offer times that have become free to those in line."""
    await _Desk(chat.services, chat.session).offer(freed)


async def tell_offers(services: Services, session: AsyncSession, offers: Iterable[Offer]) -> None:
    """Promise each new offer to whom it is for; that one has ended is told to nobody."""
    for offer in offers:
        if offer.what == What.OFFERED:
            payload = {"intent": offer.intent}
            made = Promise(_offer_key(offer), offer.chat_id, OFFER, services.now(), payload)
            await promise(session, made)


async def pass_on(services: Services) -> None:
    """End the offers and holds whose time is over, and offer what they kept to the next in line."""
    async with services.database.read() as session:  # nearly always none is over: the writer is not needed
        over = select(Hold.id).where(Hold.until <= await moment(session)).limit(1)
        if await session.scalar(over) is None:
            return
    rules = services.content.appointments
    async with services.database.write() as session:
        offers = await expire_offers(session, rules, await moment(session), services.new_intent)
        await tell_offers(services, session, offers)
        await _Desk(services, session).offer_again(offers)
    async with services.database.write() as session:
        freed = await release_expired(session, await moment(session))
        await _Desk(services, session).offer(freed)


async def remind_of_all(services: Services) -> None:
    """Promise the reminders of appointments that have none, for they were booked before there were any."""
    number = cast(Appointment.sequence, String)
    key = f"{REMINDER}/" + Appointment.intent + "/" + number + f"/{min(BEFORE_HOURS)}"  # as `_reminder` says
    to_come = (Appointment.status == "booked", Appointment.starts_at > services.now())
    missing = select(Appointment).where(*to_come, ~exists().where(OutboxRow.key == key))
    async with services.database.read() as session:  # nearly always none: the writer is not needed
        found = (await session.scalars(missing)).all()
    if found:
        async with services.database.write() as session:
            for one in found:
                await _Desk(services, session).remind(one)


async def offer_unasked(services: Services, session: AsyncSession) -> None:
    """Offer to those in line what is free, whoever made it so: a new day, new hours, or nobody."""
    rules, now = services.content.appointments, await moment(session)
    await tell_offers(services, session, await offer_free(session, rules, now, services.new_intent))


async def skip(services: Services, chat_id: int) -> None:
    """Whoever cannot be reached leaves the line; what they were offered goes to the next."""
    rules = services.content.appointments
    async with services.database.write() as session:
        offers = await stop_waiting(session, chat_id, rules, await moment(session), services.new_intent)
        await tell_offers(services, session, offers)


def remind_at(starts_at: datetime, hours: int) -> datetime:
    """So many hours before by the clock on the wall, in UTC: ten o'clock stays ten when clocks change."""
    return (starts_at.astimezone(BERLIN) - timedelta(hours=hours)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Promises within one transaction; their keys name the state of the appointment they are about.

    It goes by its intent: where somebody has had their data deleted, SQLite gives the number to the next one.
    """

    services: Services
    session: AsyncSession

    async def tell(self, happened: Happened) -> None:
        if happened.again:
            return
        appointment = happened.appointment
        payload = _payload(happened)
        await self._forget_reminders(appointment)
        await self._promise(CHANGE, appointment.chat_id, payload)
        if happened.what != What.CANCELLED:
            await self.remind(appointment)
        if self.services.staff_chat_id is not None:
            await self._promise(FOR_STAFF, self.services.staff_chat_id, payload)
        await self.offer(happened.freed)

    async def offer(self, freed: Iterable[Time]) -> None:
        rules, new_intent = self.services.content.appointments, self.services.new_intent
        for time in freed:
            now = await moment(self.session)
            offers = await offer_freed(self.session, time, rules, now, new_intent)
            await tell_offers(self.services, self.session, offers)

    async def offer_again(self, ended: Iterable[Offer]) -> None:
        """What could not be said in time was no offer: unless the next in line have it now, make it anew."""
        for one in ended:
            if one.what == What.LAPSED and await promised(self.session, _offer_key(one)):
                await unsaid(self.session, one)
                await self.offer([one.time])

    async def remind(self, appointment: Appointment) -> None:
        now = self.services.now()
        for hours in BEFORE_HOURS:
            due = remind_at(appointment.starts_at, hours)
            if due > now:
                key = _reminder(appointment, appointment.sequence, hours)
                told = _state(appointment) | {"hours": str(hours)}
                await promise(self.session, Promise(key, appointment.chat_id, REMINDER, due, told))

    async def _forget_reminders(self, appointment: Appointment) -> None:
        """Those of the state before this one."""
        for hours in BEFORE_HOURS if appointment.sequence else ():
            await withdraw(self.session, _reminder(appointment, appointment.sequence - 1, hours))

    async def _promise(self, kind: str, chat_id: int, payload: dict[str, str]) -> None:
        key = f"{kind}/{payload['appointment']}/{payload['sequence']}"
        await promise(self.session, Promise(key, chat_id, kind, self.services.now(), payload))


def _offer_key(offer: Offer) -> str:
    return f"{OFFER}/{offer.intent}"


def _reminder(appointment: Appointment, sequence: int, hours: int) -> str:
    return f"{REMINDER}/{appointment.intent}/{sequence}/{hours}"


def _state(appointment: Appointment) -> dict[str, str]:
    return {"appointment": appointment.intent, "sequence": str(appointment.sequence)}


def _payload(happened: Happened) -> dict[str, str]:
    appointment = happened.appointment
    payload = _state(appointment) | {"what": happened.what.value}
    if happened.former:
        payload["former"] = happened.former.starts_at.isoformat()
    return payload
