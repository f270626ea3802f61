"""The counter on both databases, and the times it offers on one Tuesday."""

from datetime import date

import pytest

from bot.booking import day_slots
from tests.support.counter import SUNDAY, Counter, faults
from tests.support.rules import RULES

TUESDAY = date(2026, 11, 24)


@pytest.fixture
async def counter(database):
    """Everybody's wishes go here; afterwards no cell is lost and none is kept for nobody."""
    made = Counter(database)
    yield made
    assert await faults(made) == []


@pytest.fixture
def tuesday():
    """Starts of Tuesday by their hour (9.5 is half past nine); one is there 9 to 11, two from 10 to 12."""
    slots = day_slots(RULES, TUESDAY, SUNDAY, frozenset())
    return {9 + number / 2: slot.starts_at for number, slot in enumerate(slots)}
