"""A moment is the same moment on every database."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from bot.clock import BERLIN
from bot.db import Person

MOMENT = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # half past two in Winnenden, for the second time


@pytest.mark.parametrize("zone", [UTC, BERLIN, timezone(timedelta(hours=-7))])
async def test_a_moment_comes_back_as_it_was_in_utc(database, zone):
    """Whatever zone it was said in."""
    async with database.write() as session:
        session.add(Person(chat_id=7, seen_at=MOMENT.astimezone(zone), language_chosen=False))
    async with database.read() as session:
        seen_at = await session.scalar(select(Person.seen_at))
        found = await session.scalar(select(Person.chat_id).where(Person.seen_at == MOMENT.astimezone(zone)))

    assert seen_at == MOMENT
    assert seen_at.utcoffset() == timedelta(0)
    assert found == 7


async def test_a_moment_without_a_zone_is_refused(database):
    """It would silently mean another moment; nothing is written."""
    with pytest.raises(StatementError, match="say which zone it is in"):
        async with database.write() as session:
            session.add(Person(chat_id=7, seen_at=MOMENT.replace(tzinfo=None), language_chosen=False))

    async with database.read() as session:
        assert await session.scalar(select(Person)) is None
