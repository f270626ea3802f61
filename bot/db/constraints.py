"""Which constraint an IntegrityError is about: PostgreSQL gives its name, SQLite the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sqlalchemy.exc import IntegrityError

Constraint = Literal["busy", "one-open", "intent", "code"]

_SQLITE = "UNIQUE constraint failed: "  # a column may also fail for other reasons, such as NOT NULL
_NAMES: tuple[tuple[str, Constraint], ...] = (
    ("busy_cell_pkey", "busy"),
    ("busy_cell.adviser", "busy"),
    ("ux_active_start", "busy"),
    ("appointment.adviser", "busy"),
    ("ux_one_open_per_chat", "one-open"),
    ("appointment.chat_id", "one-open"),
    ("appointment_intent_key", "intent"),
    ("appointment.intent", "intent"),
    ("appointment_code_key", "code"),
    ("appointment.code", "code"),
)


def violated(error: IntegrityError) -> Constraint:
    """Name the broken rule; any other error is raised again, never guessed."""
    name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    unique = str(error.orig).partition(_SQLITE)[2]
    for part, constraint in _NAMES:
        if part in (name or unique):
            return constraint
    raise error
