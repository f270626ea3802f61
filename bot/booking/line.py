"""Offering a time that has become free to the people in line, one after the other, each exclusively.

An offer holds its cells for thirty minutes. Nobody is told of the same time twice; where nobody is left the
time is simply free. What becomes free at night is kept for the first in line and offered in the morning.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.booking.changes import move_to_held, own_appointment
from bot.booking.choices import times
from bot.booking.fitting import fits
from bot.booking.happened import Happened, Offer, Request, Time, What
from bot.booking.holds import KEPT, held, keep
from bot.booking.intents import done_by
from bot.booking.limits import alone, full_days, open_appointments
from bot.booking.night import awake
from bot.booking.offers import Slot, bookable_days, day_slots
from bot.booking.promises import confirm_held
from bot.booking.taken import OFFER, busy_cells, cells_around
from bot.booking.waiting import in_line, leave_line
from bot.clock import berlin_day
from bot.db import Appointment, Hold, OfferMade, Waiting
from bot.errors import SlotTaken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.content.schema import AppointmentRules


async def offer_freed(
    session: AsyncSession,
    freed: Time,
    rules: AppointmentRules,
    now: datetime,
    new_intent: Callable[[], str],
) -> tuple[Offer, ...]:
    """Offer a time that has become free to the first in line whom it suits, and what is left of it to others.

    It suits who can come earlier by it: a slot of their subject that was not free before. At night it is only
    kept, for whom it will suit in the morning; `expire_offers` offers it then.
    """
    made: list[Offer] = []
    free: dict[str, list[Slot]] = {}  # by subject, until one is kept
    then = awake(now)
    for waiting in await _line(session):
        if waiting.subject not in free:
            free[waiting.subject] = await _newly_free(session, waiting.subject, freed, rules, then)
        slot = await _suitable(session, waiting, free[waiting.subject], rules, then)
        if slot is None or not await _reserved(session, waiting):
            continue
        free.clear()
        time = next(_of_freed(times(rules, slot, waiting.subject, waiting.language), freed))
        kept = await keep(session, OFFER, waiting.chat_id, new_intent(), time, then)
        if kept and then > now:
            kept.until = then
        elif kept:
            made.append(_noted(session, waiting, kept))
        await session.flush()
    return tuple(made)


async def offer_free(
    session: AsyncSession, rules: AppointmentRules, now: datetime, new_intent: Callable[[], str]
) -> tuple[Offer, ...]:
    """Offer to everybody in line the first free time that suits them, though nobody has given it back.

    Another day has come within reach, or staff have more hours. Nothing at night.
    """
    made: list[Offer] = []
    free: dict[str, list[Slot]] = {}  # by subject, without what was offered since
    for waiting in await _line(session) if awake(now) == now else ():
        if waiting.subject not in free:
            free[waiting.subject] = await _free(session, waiting.subject, rules, now)
        slot = await _suitable(session, waiting, free[waiting.subject], rules, now)
        if slot is None or not await _reserved(session, waiting):
            continue
        for time in times(rules, slot, waiting.subject, waiting.language):
            if kept := await keep(session, OFFER, waiting.chat_id, new_intent(), time, now):
                made.append(_noted(session, waiting, kept))
                break
        await session.flush()
        for slots in free.values():
            slots[:] = [
                one for one in slots if one.busy_until <= slot.starts_at or slot.busy_until <= one.starts_at
            ]
    return tuple(made)


async def accept(
    session: AsyncSession,
    chat_id: int,
    intent: str,
    rules: AppointmentRules,
    now: datetime,
    new_code: Callable[[], str],
) -> Happened:
    """Book the offered time, or move the appointment that it betters, and leave the line.

    Raises SlotTaken if the offer has gone to somebody else or no longer fits the rules, AlreadyBooked if the
    person has meanwhile booked all they may.
    """
    await alone(session, chat_id)
    if known := await done_by(session, chat_id, intent):
        return Happened(What.BOOKED if known.intent == intent else What.MOVED, known, again=True)
    kept, waiting = await held(session, OFFER, chat_id, intent), await in_line(session, chat_id)
    if kept is None or waiting is None or kept.starts_at <= now or not fits(rules, kept):
        raise SlotTaken
    former = _to_better(await open_appointments(session, chat_id, now), kept.subject, now)
    if former and former.starts_at > kept.starts_at:
        mine = await own_appointment(session, chat_id, former.id, now)
        happened = await move_to_held(session, mine, kept, rules, now)
    else:
        happened = await confirm_held(session, _request(waiting, kept), kept, rules, now, new_code)
    await leave_line(session, chat_id)
    return happened


async def decline(
    session: AsyncSession,
    chat_id: int,
    intent: str,
    rules: AppointmentRules,
    now: datetime,
    new_intent: Callable[[], str],
) -> tuple[Offer, ...]:
    """Give an offer back and stay in line; returns that, and the offers to those who come after.

    Empty if the offer has gone to somebody else already.
    """
    await alone(session, chat_id)
    kept = await held(session, OFFER, chat_id, intent)
    return await _pass_on(session, [kept] if kept else [], What.DECLINED, rules, now, new_intent)


async def stop_waiting(
    session: AsyncSession,
    chat_id: int,
    rules: AppointmentRules,
    now: datetime,
    new_intent: Callable[[], str],
) -> tuple[Offer, ...]:
    """Leave the line; returns the offers to others of a time that the person was offered."""
    await alone(session, chat_id)
    freed = await leave_line(session, chat_id)
    return tuple(
        [offer for time in freed for offer in await offer_freed(session, time, rules, now, new_intent)]
    )


async def expire_offers(
    session: AsyncSession, rules: AppointmentRules, now: datetime, new_intent: Callable[[], str]
) -> tuple[Offer, ...]:
    """End the offers nobody has answered, and what was kept overnight; returns these and the new offers."""
    over = select(Hold).where(Hold.kind == OFFER, Hold.until <= now).order_by(Hold.id)
    lapsed = (await session.scalars(over.with_for_update(skip_locked=True))).all()
    return await _pass_on(session, lapsed, What.LAPSED, rules, now, new_intent)


async def unsaid(session: AsyncSession, offer: Offer) -> None:
    """An offer has lapsed that nobody has read: the same time may be offered to the same person again."""
    theirs = select(Waiting.id).where(Waiting.chat_id == offer.chat_id)
    same = (OfferMade.adviser == offer.time.adviser, OfferMade.starts_at == offer.time.starts_at)
    await session.execute(delete(OfferMade).where(OfferMade.waiting_id.in_(theirs), *same))


async def _pass_on(
    session: AsyncSession,
    ended: Sequence[Hold],
    what: What,
    rules: AppointmentRules,
    now: datetime,
    new_intent: Callable[[], str],
) -> tuple[Offer, ...]:
    offers = [Offer.of(what, hold) for hold in ended]
    await session.execute(delete(Hold).where(Hold.id.in_([hold.id for hold in ended])))
    for offer in tuple(offers):
        offers += await offer_freed(session, offer.time, rules, now, new_intent)
    return tuple(offers)


def _noted(session: AsyncSession, waiting: Waiting, kept: Hold) -> Offer:
    session.add(OfferMade(waiting_id=waiting.id, adviser=kept.adviser, starts_at=kept.starts_at))
    return Offer.of(What.OFFERED, kept)


async def _line(session: AsyncSession) -> Sequence[Waiting]:
    """Who waits and has no offer to answer, in order."""
    busy = select(Hold.chat_id).where(Hold.kind == OFFER)
    line = select(Waiting).where(Waiting.chat_id.not_in(busy)).order_by(Waiting.since, Waiting.id)
    return (await session.scalars(line)).all()


async def _reserved(session: AsyncSession, waiting: Waiting) -> bool:
    """Whether the person is still in line and nobody is offering them another time at this moment."""
    row = select(Waiting.id).where(Waiting.id == waiting.id).with_for_update(skip_locked=True)
    return await session.scalar(row) is not None


async def _suitable(
    session: AsyncSession, waiting: Waiting, free: Iterable[Slot], rules: AppointmentRules, now: datetime
) -> Slot | None:
    """The first of the free slots that the person can have and would rather have."""
    slots = [slot for slot in free if waiting.before is None or slot.starts_at < waiting.before]
    if not slots:
        return None
    mine = await open_appointments(session, waiting.chat_id, now)
    former = _to_better(mine, waiting.subject, now)
    if former is None and len(mine) >= rules.open_appointments:
        return None
    full = await full_days(session, waiting.chat_id, rules, but=former)
    offered = select(OfferMade.starts_at).where(OfferMade.waiting_id == waiting.id)
    known = set(await session.scalars(offered))
    for slot in slots:
        earlier = former is None or slot.starts_at < former.starts_at
        if earlier and slot.starts_at not in known and berlin_day(slot.starts_at) not in full:
            return slot
    return None


async def _newly_free(
    session: AsyncSession, subject: str, freed: Time, rules: AppointmentRules, now: datetime
) -> list[Slot]:
    """Slots of a subject that are free because of it, and not too soon."""
    if rules.subject(subject) is None:
        return []
    taken = await cells_around(session, freed)
    slots = day_slots(rules, berlin_day(freed.starts_at), now, taken, subject)
    return [
        slot
        for slot in slots
        if slot.starts_at >= now + KEPT[OFFER] and any(_of_freed(times(rules, slot, subject, ""), freed))
    ]


async def _free(session: AsyncSession, subject: str, rules: AppointmentRules, now: datetime) -> list[Slot]:
    """All slots of a subject that nobody has, but those that are too soon to be offered."""
    if rules.subject(subject) is None:
        return []
    taken = await busy_cells(session, now, now + timedelta(days=rules.horizon_days + 2))
    days = bookable_days(rules, now, taken, subject)
    slots = [slot for day in days for slot in day_slots(rules, day, now, taken, subject)]
    return [slot for slot in slots if slot.starts_at >= now + KEPT[OFFER]]


def _of_freed(found: Iterable[Time], freed: Time) -> Iterator[Time]:
    """Those that need what has become free: its adviser or its room, at that time."""
    for time in found:
        same = time.adviser == freed.adviser or time.room == freed.room
        if same and time.starts_at < freed.busy_until and freed.starts_at < time.busy_until:
            yield time


def _to_better(mine: Sequence[Appointment], subject: str, now: datetime) -> Appointment | None:
    """The appointment that somebody in line wants to have earlier: their last one about the same subject."""
    same = [one for one in mine if one.subject == subject and one.starts_at > now]
    return max(same, key=lambda one: one.starts_at, default=None)


def _request(waiting: Waiting, kept: Hold) -> Request:
    return Request(
        intent=kept.intent,
        chat_id=kept.chat_id,
        language=waiting.language,
        subject=kept.subject,
        interpreter=waiting.interpreter,
        interpreter_language=waiting.interpreter_language,
        starts_at=kept.starts_at,
    )
