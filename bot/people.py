"""Who writes: a chat number and a language, kept only as long as needed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, text

from bot.db import (
    Appointment,
    BookingDraft,
    BusyCell,
    HelpRequest,
    Hold,
    InboxRow,
    OutboxRow,
    Person,
    Waiting,
)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.db import Database

SEEN_EVERY = timedelta(days=1)
INBOX_KEPT = timedelta(hours=48)  # Telegram itself keeps updates for 24 hours
OUTBOX_KEPT = timedelta(days=8)  # a key that is gone could be promised again: a weekly notice stays a week
DRAFT_KEPT = timedelta(days=1)
HOLD_KEPT = timedelta(days=1)  # nobody wants the time: else it would have been taken over long ago


async def remember(session: AsyncSession, chat_id: int, now: datetime, setting: str | None = None) -> Person:
    """The person of this chat, made on first sight; `seen_at` moves at most once a day.

    `setting` is the messenger's language: what we promise to say later is said in it to who only taps.
    """
    person = await session.get(Person, chat_id)
    if person is None:
        person = Person(chat_id=chat_id, seen_at=now, language_chosen=False)
        session.add(person)
        await session.flush()
    if now - person.seen_at > SEEN_EVERY:
        person.seen_at = now
    if setting and person.setting != setting:
        person.setting = setting
    return person


async def forget(session: AsyncSession, chat_id: int) -> None:
    """Delete everything about a person; a future appointment's time becomes free."""
    own = select(Appointment.id).where(Appointment.chat_id == chat_id)
    await session.execute(delete(BusyCell).where(BusyCell.appointment_id.in_(own)))
    for table in (Appointment, Hold, Waiting, BookingDraft, HelpRequest, OutboxRow, Person):
        await session.execute(delete(table).where(table.chat_id == chat_id))


async def purge(session: AsyncSession, now: datetime, retention_days: int) -> dict[str, int]:
    """Delete what is older than its time; returns how many rows of each table went."""
    limit = now - timedelta(days=retention_days)
    old = select(Appointment.id).where(Appointment.ends_at < limit)
    await session.execute(delete(BusyCell).where(BusyCell.appointment_id.in_(old)))
    busy = select(Appointment.chat_id).where(Appointment.ends_at >= limit)
    too_late = or_(Waiting.since < limit, Waiting.before < now)
    statements = {
        "appointment": delete(Appointment).where(Appointment.ends_at < limit),
        "help_request": delete(HelpRequest).where(HelpRequest.day < limit.date()),
        "person": delete(Person).where(Person.seen_at < limit, Person.chat_id.not_in(busy)),
        "hold": delete(Hold).where(Hold.until < now - HOLD_KEPT),
        "waiting": delete(Waiting).where(too_late),
        "booking_draft": delete(BookingDraft).where(BookingDraft.updated_at < now - DRAFT_KEPT),
        "inbox": delete(InboxRow).where(InboxRow.done_at < now - INBOX_KEPT),
        "outbox": delete(OutboxRow).where(OutboxRow.done_at < now - OUTBOX_KEPT),
    }
    return {name: (await session.execute(statement)).rowcount for name, statement in statements.items()}  # type: ignore[attr-defined]


async def scrub(database: Database) -> None:
    """Write deleted rows out of SQLite's files; until then they can be read in the write-ahead log."""
    if database.is_sqlite:
        async with database.read() as session:
            await session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
            await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
