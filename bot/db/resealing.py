"""Changing the key: everything that is sealed, in whatever table, is sealed anew with the first key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, update
from sqlalchemy.types import TypeDecorator

from bot.db.secrets import SEALED
from bot.db.tables import Base

if TYPE_CHECKING:
    from sqlalchemy import Column, Table
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.db.secrets import Vault


async def reseal_all(session: AsyncSession, vault: Vault) -> int:
    """Seal every sealed text with the first key; returns how many there are. Raises WrongKey.

    They are found by how they begin, so that none is left behind because a list of columns is too short.
    """
    count = 0
    for table in Base.metadata.sorted_tables:
        for column in filter(_holds_text, table.c):
            count += await _reseal(session, vault, table, column)
    return count


def _holds_text(column: Column[str]) -> bool:
    kind = column.type
    return isinstance(kind.impl_instance if isinstance(kind, TypeDecorator) else kind, String)


async def _reseal(session: AsyncSession, vault: Vault, table: Table, column: Column[str]) -> int:
    keys = list(table.primary_key)
    rows = (await session.execute(table.select().where(column.startswith(SEALED)))).mappings().all()
    for row in rows:
        unchanged = [key == row[key] for key in keys] + [column == row[column]]
        await session.execute(update(table).where(*unchanged).values({column: vault.reseal(row[column])}))
    return len(rows)
