"""What the staff's chat is told by itself. In German: it is our own people who read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.notices import STAFF
from bot.outbox import Promise, promise

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.services import Services

FAULTS = "⚠️ Fehler in den Inhalten"
CURED = "✅ Die Inhalte sind wieder in Ordnung"
OLD_TEXTS = "Bis der Fehler behoben ist, antwortet der Bot mit den Texten davor."
NEW_TEXTS = "Der Bot antwortet jetzt mit dem neuen Stand."
LONGEST = 3500  # characters of a report in the chat; the rest is on the screen of whoever runs the check


@dataclass(slots=True)
class ContentWatch:
    """Tells each state of the content folder once: new faults, and that they are gone."""

    services: Callable[[], Services]
    told: str = ""

    async def tell(self, faults: str) -> None:
        """Take the present report (empty without faults) and promise what is new to the staff's chat."""
        if faults != self.told:
            self.told = faults
            title, text = (FAULTS, f"{_short(faults)}\n\n{OLD_TEXTS}") if faults else (CURED, NEW_TEXTS)
            await tell_staff(self.services(), title, text)


async def tell_staff(services: Services, title: str, text: str, key: str = "") -> None:
    """Promise a message to the staff's chat, if there is one; the same `key` is told once."""
    if services.staff_chat_id is None:
        return
    key = f"{STAFF}/{key or services.new_intent()}"
    made = Promise(key, services.staff_chat_id, STAFF, services.now(), {"title": title, "text": text})
    async with services.database.write() as session:
        await promise(session, made)


def _short(faults: str) -> str:
    return faults if len(faults) <= LONGEST else faults[:LONGEST].rpartition("\n")[0] + "\n…"
