"""What staff read in their chat about a request, with buttons to answer. In German, as staff speak it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.replies.requests import wish_block
from bot.reply import Button, Reply, rows

if TYPE_CHECKING:
    from bot.content.schema import Content
    from bot.db.requests import HelpRequest
    from bot.db.secrets import Vault
    from bot.texts import Say

TITLES = {"guide": "🧭 Anfrage: Behördenlotse", "interpreter": "🗣 Anfrage: Dolmetscher"}
STATES = {
    "new": "Neu. Bitte antworten Sie mit einer Taste.",
    "working": "In Arbeit.",
    "promised": "Zugesagt.",
    "declined": "Abgesagt: niemand gefunden.",
    "withdrawn": "Zurückgezogen: Die Person braucht niemanden mehr.",
    "past": "Vorbei.",
}
ANSWERS = {"working": "⏳ In Arbeit", "promised": "✅ Zusagen", "declined": "❌ Niemand gefunden"}


def request_notice(content: Content, german: Say, request: HelpRequest, vault: Vault) -> Reply:
    """The request as it stands, with the answers that are still possible. Raises WrongKey."""
    lines = [f"Nummer {request.code}", wish_block(content, german, request)]
    lines += [f"📞 {vault.open(request.phone)}"] if request.phone else []
    text = "\n".join([*lines, "", f"Stand: {STATES[request.status]}"])
    possible = request.status in {"new", "working", "promised"}
    buttons = [
        Button(label, action=f"answer/{status}/{request.id}")
        for status, label in ANSWERS.items()
        if possible and status != request.status
    ]
    return Reply(text, "de", title=TITLES[request.kind], buttons=rows(*buttons))


def request_gone() -> Reply:
    """Somebody was faster, or the person has taken it back."""
    return Reply("Diese Anfrage ist schon erledigt.", "de")
