"""Which constraint an IntegrityError is about: PostgreSQL gives its name, SQLite the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sqlalchemy.exc import IntegrityError

Constraint = Literal["busy", "nth-open", "intent", "code", "one-hold", "waiting"]

_SQLITE = "UNIQUE constraint failed: "  # a column may also fail for other reasons, such as NOT NULL
_RULES: dict[Constraint, tuple[str, ...]] = {
    "busy": ("busy_cell_pkey", "busy_cell.resource, busy_cell.cell"),
    "nth-open": ("ux_nth_open_per_chat", "appointment.chat_id, appointment.nth"),
    "intent": (
        "appointment_intent_key",
        "appointment.intent",
        "hold_intent_key",
        "hold.intent",
        "appointment_move_pkey",
        "appointment_move.intent",
    ),
    "code": ("appointment_code_key", "appointment.code"),
    "one-hold": ("ux_one_hold_per_chat", "hold.chat_id, hold.kind"),
    "waiting": ("waiting_chat_id_key", "waiting.chat_id"),
}
_BY_NAME = {name: constraint for constraint, names in _RULES.items() for name in names}


def violated(error: IntegrityError) -> Constraint:
    """Name the broken rule; any other error is raised again, never guessed."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    unique = str(error.orig).partition(_SQLITE)[2].strip()
    if known := _BY_NAME.get(name or unique):
        return known
    raise error
