"""What the staff's chat is told by itself. In German: it is our own people who read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.booking import conflicts
from bot.clock import berlin_day
from bot.content.overview import overview
from bot.db import UNAVAILABLE
from bot.notices import STAFF
from bot.outbox import Promise, note, promise
from bot.replies.conflicts import NOTHING_LOST, conflict_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.booking import Conflict
    from bot.content.overview import Stale
    from bot.content.schema import Content
    from bot.services import Services

FAULTS = "⚠️ Fehler in den Inhalten"
CURED = "✅ Die Inhalte sind wieder in Ordnung"
OLD_TEXTS = "Bis der Fehler behoben ist, antwortet der Bot mit den Texten davor."
NEW_TEXTS = "Der Bot antwortet jetzt mit dem neuen Stand."
CONFLICTS = "⚠️ Gebuchte Termine, die nicht mehr passen"
NO_LONGER_FIT = "Diese Termine passen nicht zu den Zeiten in content/appointments.yaml:"
ALL_CONFLICTS = "Alle zeigt: zuhause appointments conflicts"
NAG_TITLE = "🗓 Stimmt das noch?"
NAG = "Bitte sehen Sie diese Texte wieder einmal an:"
HOW = "Stimmt ein Text noch, genügt zum Beispiel: zuhause content review work. Sonst bitte zuerst ändern."
MOST_LINES = 15
LONGEST = 3500  # characters of a report in the chat; the rest is on the screen of whoever runs the check
CONFLICT = "conflict"  # the kind of the notes about what was told
log = structlog.get_logger(__name__)


@dataclass(slots=True)
class ContentWatch:
    """Tells each state of the content folder once: new faults, and that they are gone."""

    services: Callable[[], Services]
    told: str = ""

    async def tell(self, faults: str) -> None:
        """Take the present report (empty without faults) and promise what is new to the staff's chat.

        While the database does not answer nothing is promised; the next change of the folder tries again.
        """
        if faults == self.told:
            return
        title, text = (FAULTS, f"{_short(faults)}\n\n{OLD_TEXTS}") if faults else (CURED, NEW_TEXTS)
        try:
            await tell_staff(self.services(), title, text)
        except UNAVAILABLE as error:
            log.warning("database does not answer, staff are not told", error=str(error))
        else:
            self.told = faults


async def tell_staff(services: Services, title: str, text: str, key: str = "") -> None:
    """Promise a message to the staff's chat, if there is one; the same `key` is told once."""
    if services.staff_chat_id is None:
        return
    async with services.database.write() as session:
        await promise(session, _for_staff(services, services.staff_chat_id, title, text, key))


def _for_staff(services: Services, chat_id: int, title: str, text: str, key: str = "") -> Promise:
    key = f"{STAFF}/{key or services.new_intent()}"
    return Promise(key, chat_id, STAFF, services.now(), {"title": title, "text": text})


async def tell_conflicts(services: Services) -> None:
    """Which booked appointments do not fit the rules (any more).

    Each once until it fits again, or once more where nobody has done anything within `OUTBOX_KEPT`.
    """
    if services.staff_chat_id is None:
        return
    rules, now = services.content.appointments, services.now()
    async with services.database.read() as session:
        found = {_conflict_key(one): one for one in await conflicts(session, rules, now)}
    async with services.database.write() as session:
        new = await note(session, CONFLICT, found, services.staff_chat_id, now)
        if new:
            german = services.voices["de"]
            lines = _listed(conflict_line(rules, german, found[key]) for key in new)
            text = "\n".join([NO_LONGER_FIT, "", *lines, "", NOTHING_LOST, ALL_CONFLICTS])
            await promise(session, _for_staff(services, services.staff_chat_id, CONFLICTS, text))


def _conflict_key(conflict: Conflict) -> str:
    return f"{CONFLICT}/{conflict.appointment.intent}/{conflict.appointment.sequence}"


async def nag(services: Services) -> None:
    """Once a calendar week: which texts should be checked again, and which meetups have no date.

    And at once which appointments do not fit: somebody may have pressed the last button while staff wrote.
    """
    await tell_conflicts(services)
    now = services.now()
    seen = overview(services.content, now, ("de",))
    lines = [_stale_line(services.content, late) for late in seen.stale]
    lines += [f"• {services.content.meetups[name].name}: kein nächstes Treffen" for name in seen.without_date]
    if lines:
        year, week, _ = berlin_day(now).isocalendar()
        text = "\n".join([NAG, "", *_listed(lines), "", HOW])
        await tell_staff(services, NAG_TITLE, text, key=f"nag/{year}-W{week:02}")


def _listed(lines: Iterable[str]) -> list[str]:
    known = list(lines)
    return [*known[:MOST_LINES], *(["• …"] if known[MOST_LINES:] else [])]


def _stale_line(content: Content, late: Stale) -> str:
    name = f"{content.topics[late.topic].title['de']} ({late.topic})"
    if late.checked is None:
        return f"• {name}: noch nicht geprüft"
    return f"• {name}: zuletzt geprüft am {late.checked:%d.%m.%Y}"


def _short(faults: str) -> str:
    return faults if len(faults) <= LONGEST else faults[:LONGEST].rpartition("\n")[0] + "\n…"
