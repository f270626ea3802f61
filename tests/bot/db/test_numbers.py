"""A button names a row by its number, and buttons stay in chats for years."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete

from bot.db import HelpRequest
from tests.support.appointments import appointment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def asked(code):
    values = {
        "chat_id": 7,
        "kind": "guide",
        "authority": "jobcenter",
        "day": date(2026, 12, 1),
        "at": "09:30",
    }
    return HelpRequest(
        code=code, language="ar", by_phone=False, status="new", created_at=NOW, changed_at=NOW, **values
    )


@pytest.mark.parametrize("made", [lambda _: appointment(NOW), asked], ids=["appointment", "request"])
async def test_the_number_of_a_deleted_row_never_comes_again(database, made):
    """Else an old button below the deleted one would answer or cancel a stranger's."""
    numbers = []
    for code in ("A-1111", "A-2222"):
        async with database.write() as session:
            session.add(row := made(code))
            await session.flush()
            numbers.append(row.id)
            await session.execute(delete(type(row)))
    assert numbers[0] < numbers[1]
