"""What is taken: cells in the database, and the one way to take them, hand them over and free them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, text, update

from bot.booking.grid import Cells, cells, resources
from bot.db import Appointment, BusyCell, Hold

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.ext.asyncio import AsyncSession
    from sqlalchemy.orm import InstrumentedAttribute

    from bot.booking.happened import Time

    Owner = Appointment | Hold

HOLD, OFFER = "hold", "offer"  # the kinds of a Hold
_DAY = timedelta(days=1)
# the database counts the cells itself: a statement of one form, which is prepared once
_MISSING = """
    WITH RECURSIVE
      busy(resource) AS (SELECT CAST(:one AS VARCHAR) UNION SELECT CAST(:other AS VARCHAR)),
      numbers(cell) AS (
        SELECT CAST(:first AS INTEGER) UNION ALL SELECT cell + 1 FROM numbers WHERE cell + 1 < :stop
      )
    INSERT INTO busy_cell (resource, cell, OWNER)
    SELECT resource, cell, CAST(:owner AS INTEGER) FROM busy CROSS JOIN numbers
    WHERE NOT EXISTS (
      SELECT 1 FROM busy_cell AS had
      WHERE had.resource = busy.resource AND had.cell = numbers.cell AND had.OWNER = :owner
    )
    ORDER BY resource, cell
"""
_TAKE = {name: text(_MISSING.replace("OWNER", name)) for name in ("appointment_id", "hold_id")}


async def busy_cells(
    session: AsyncSession,
    now: datetime,
    until: datetime,
    chat_id: int | None = None,
    since: datetime | None = None,
) -> Cells:
    """The taken (resource, cell) pairs from now (or `since`) on, as the person of `chat_id` sees them.

    Their own hold is free to them, and one that is over is free to everybody. An offer that is over is not:
    it is for the next person in line.
    """
    span = cells(since or now, until)
    in_vain = (Hold.kind == HOLD) & or_(Hold.until <= now, Hold.chat_id == chat_id)
    query = (
        select(BusyCell.resource, BusyCell.cell)
        .outerjoin(Hold, Hold.id == BusyCell.hold_id)
        .where(BusyCell.cell >= span.start, BusyCell.cell < span.stop, or_(Hold.id.is_(None), ~in_vain))
    )
    return frozenset((resource, cell) for resource, cell in await session.execute(query))


async def cells_around(session: AsyncSession, time: Time) -> Cells:
    """All cells on the day of a time that anybody has, also in vain: what is not among them is free now."""
    span = cells(time.starts_at - _DAY, time.busy_until + _DAY)
    on_that_day = (BusyCell.cell >= span.start, BusyCell.cell < span.stop)
    rows = await session.execute(select(BusyCell.resource, BusyCell.cell).where(*on_that_day))
    return frozenset((resource, cell) for resource, cell in rows)


async def take(session: AsyncSession, owner: Owner, time: Time) -> None:
    """Let somebody have the cells of a time that they do not have yet.

    Raises IntegrityError if somebody else has one. Everybody takes them in the same order: so no two people
    wait for each other.
    """
    span, busy = cells(time.starts_at, time.busy_until), resources(time.adviser, time.room)
    values = {"first": span.start, "stop": span.stop, "one": busy[0], "other": busy[-1], "owner": owner.id}
    await session.execute(_TAKE[_of(owner).key], values)


async def change(session: AsyncSession, owner: Owner, time: Time) -> None:
    """Let somebody have the cells of a time instead of those they have: gain the new ones, then free the old.

    Raises IntegrityError if somebody else has one.
    """
    await take(session, owner, time)
    await session.execute(delete(BusyCell).where(_of(owner) == owner.id, ~_among(time)))


async def hand_over(session: AsyncSession, hold: Hold, appointment: Appointment) -> None:
    """Make the hold's cells the appointment's in one statement; the hold is gone afterwards."""
    cells_of_hold = update(BusyCell).where(BusyCell.hold_id == hold.id)
    await session.execute(cells_of_hold.values(appointment_id=appointment.id, hold_id=None))
    await session.execute(delete(Hold).where(Hold.id == hold.id))


async def free(session: AsyncSession, appointment: Appointment) -> None:
    """Give the appointment's cells back."""
    await session.execute(delete(BusyCell).where(BusyCell.appointment_id == appointment.id))


async def clear(session: AsyncSession, time: Time, chat_id: int, now: datetime) -> Hold | None:
    """Delete the holds of others that are over and in the way of a time; return the person's own, if any.

    All are locked at once and in order, so that no two people wait for each other.
    """
    mine = Hold.chat_id == chat_id
    in_the_way = Hold.id.in_(select(BusyCell.hold_id).where(_among(time)))
    query = select(Hold).where(Hold.kind == HOLD, mine | ((Hold.until <= now) & in_the_way))
    query = query.order_by(Hold.id).with_for_update().execution_options(populate_existing=True)
    rows = (await session.scalars(query)).all()
    if over := [row.id for row in rows if row.chat_id != chat_id]:
        await session.execute(delete(Hold).where(Hold.id.in_(over)))
    return next((row for row in rows if row.chat_id == chat_id), None)


def _of(owner: Owner) -> InstrumentedAttribute[int | None]:
    return BusyCell.appointment_id if isinstance(owner, Appointment) else BusyCell.hold_id


def _among(time: Time) -> ColumnElement[bool]:
    """Whether a cell is one of those of a time."""
    span = cells(time.starts_at, time.busy_until)
    busy = resources(time.adviser, time.room)
    return BusyCell.resource.in_(busy) & (BusyCell.cell >= span.start) & (BusyCell.cell < span.stop)
