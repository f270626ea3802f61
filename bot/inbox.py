"""The durable inbox: an update is committed here before Telegram is told that we have it.

Any process may answer it: it takes a lease first, always on the oldest update of a chat, so that each chat
keeps its order and chats are served side by side. A crash lets the lease run out, and somebody else answers.
What of an answer has gone out already is noted beside it and not said again.

Its payload (somebody's message) is dropped as soon as it is answered.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.db import Database, InboxRow
from bot.leases import LENGTH

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from sqlalchemy import ColumnElement, Select, Update

Payload = Mapping[str, "Any"]
TRIES = 3
_SAID = "said"  # in the stored payload, a name that is none of Telegram's


@dataclass(slots=True, eq=False)
class Claim:
    """An update that is ours to answer until `until`; `said` names the messages that have gone out."""

    update_id: int
    payload: Payload
    said: list[str]
    until: datetime


async def store(database: Database, updates: Sequence[Payload], now: datetime) -> list[Payload]:
    """Commit the updates (Telegram's JSON) and return those that were not known yet, in order."""
    if not updates:
        return []
    insert = sqlite.insert if database.is_sqlite else postgresql.insert
    rows = [
        {
            "update_id": u["update_id"],
            "chat_id": chat_of(u),
            "payload": dict(u),
            "received_at": now,
            "attempts": 0,
        }
        for u in updates
    ]
    statement = insert(InboxRow).values(rows).on_conflict_do_nothing().returning(InboxRow.update_id)
    async with database.write() as session:
        fresh = set(await session.scalars(statement))
    return [update for update in updates if update["update_id"] in fresh]


def chat_of(update: Payload) -> int:
    """The chat in whose order an update is answered; 0 for what belongs to none."""
    for event in update.values():
        if isinstance(event, Mapping):
            chat = event.get("chat") or (event.get("message") or {}).get("chat") or {}
            return int(chat.get("id", 0))
    return 0


async def claim(
    database: Database,
    now: datetime,
    limit: int,
    *,
    answered: Collection[int] = (),
    under_way: Collection[int] = (),
) -> list[Claim]:
    """Take the oldest unanswered update of each chat that nobody works on, `limit` at most, in order.

    What is `answered` by now is noted in the same commit, which frees the next updates of these chats. What
    is `under_way` here is not taken again, even if the lease has run out while this process stood still.
    """
    free = _free(now, under_way).limit(limit)
    if not answered and not (limit and await _any(database, free)):
        return []
    async with database.write() as session:
        if answered:
            await session.execute(_forget(answered, now))
        rows = (await session.scalars(free.with_for_update(skip_locked=True))).all() if limit else ()
        claims = [_claim(row, now) for row in rows]
        mine = InboxRow.update_id.in_([claim.update_id for claim in claims])
        if claims:
            await session.execute(update(InboxRow).where(mine).values(leased_until=now + LENGTH))
    return claims


def _free(now: datetime, under_way: Collection[int]) -> Select[InboxRow]:
    unanswered = InboxRow.done_at.is_(None)
    oldest = select(func.min(InboxRow.update_id)).where(unanswered).group_by(InboxRow.chat_id)
    unheld = InboxRow.leased_until.is_(None) | (InboxRow.leased_until < now)
    free = select(InboxRow).where(InboxRow.update_id.in_(oldest), unanswered, unheld)
    return free.where(InboxRow.update_id.not_in(under_way)).order_by(InboxRow.update_id)


async def _any(database: Database, free: Select[InboxRow]) -> bool:
    """Look first: nearly always there is nothing, and then nobody waits for the writer."""
    async with database.read() as session:
        return await session.scalar(free.with_only_columns(InboxRow.update_id).limit(1)) is not None


def _claim(row: InboxRow, now: datetime) -> Claim:
    payload: dict[str, Any] = dict(row.payload or {"update_id": row.update_id})
    said = payload.pop(_SAID, [])
    return Claim(row.update_id, payload, said, now + LENGTH)


async def keep(database: Database, claims: Sequence[Claim], now: datetime) -> list[Claim]:
    """Renew the leases; return the claims that are somebody else's by now."""
    if not claims:
        return []
    renewed = update(InboxRow).where(_still(claims)).values(leased_until=now + LENGTH)
    async with database.write() as session:
        kept = set(await session.scalars(renewed.returning(InboxRow.update_id)))
    for claim in claims:
        if claim.update_id in kept:
            claim.until = now + LENGTH
    return [claim for claim in claims if claim.update_id not in kept]


async def release(database: Database, claims: Sequence[Claim]) -> None:
    """Give back what will not be answered here, so that nobody waits for the lease to run out."""
    if claims:
        async with database.write() as session:
            await session.execute(update(InboxRow).where(_still(claims)).values(leased_until=None))


def _still(claims: Sequence[Claim]) -> ColumnElement[bool]:
    """Whether a row still has the very lease we know of; a later holder's ends at another moment."""
    known = [(claim.update_id, claim.until) for claim in claims]
    return tuple_(InboxRow.update_id, InboxRow.leased_until).in_(known) & InboxRow.done_at.is_(None)


async def note(database: Database, claim: Claim) -> None:
    """Keep what has been said of the answer, so that nobody says it again after a crash."""
    mine = (InboxRow.update_id == claim.update_id) & InboxRow.done_at.is_(None)
    payload = {**claim.payload, _SAID: claim.said}
    async with database.write() as session:
        await session.execute(update(InboxRow).where(mine).values(payload=payload))


async def done(database: Database, update_id: int, now: datetime) -> None:
    """Answered (or given up): forget the payload, keep the number so that a repeat is recognised."""
    async with database.write() as session:
        await session.execute(_forget([update_id], now))


def _forget(answered: Collection[int], now: datetime) -> Update:
    return update(InboxRow).where(InboxRow.update_id.in_(answered)).values(done_at=now, payload=None)


async def failed(database: Database, update_id: int) -> int:
    """Count one more failed try and return how many there were."""
    statement = (
        update(InboxRow)
        .where(InboxRow.update_id == update_id)
        .values(attempts=InboxRow.attempts + 1)
        .returning(InboxRow.attempts)
    )
    async with database.write() as session:
        return await session.scalar(statement) or TRIES


async def waiting(database: Database) -> list[Payload]:
    """What is unanswered, in the order it came."""
    query = select(InboxRow.payload).where(InboxRow.done_at.is_(None)).order_by(InboxRow.update_id)
    async with database.read() as session:
        return [payload for payload in await session.scalars(query) if payload]
