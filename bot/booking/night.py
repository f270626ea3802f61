"""Nobody is woken for an offer."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.clock import BERLIN

MORNING, EVENING = 7, 21  # hours by the clock on the wall


def awake(now: datetime) -> datetime:
    """The next moment by day, in UTC: the present one, or seven in the morning."""
    local = now.astimezone(BERLIN)
    if MORNING <= local.hour < EVENING:
        return now
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return (morning + timedelta(days=local.hour >= EVENING)).astimezone(UTC)


def working_day(now: datetime) -> date:
    """The day that began when people could last be woken."""
    return (now.astimezone(BERLIN) - timedelta(hours=MORNING)).date()
