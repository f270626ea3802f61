"""Time: stored in UTC, shown as it stands on a clock in Winnenden."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> datetime:
    """The present moment, aware, in UTC. Injected wherever time matters."""
    return datetime.now(UTC)


def berlin_day(moment: datetime) -> date:
    """The calendar day in Winnenden."""
    return moment.astimezone(BERLIN).date()
