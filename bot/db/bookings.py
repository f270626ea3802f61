"""The tables of appointments.

`busy_cell` is what makes a double booking impossible: one row for five minutes of an adviser or of a room,
and the database refuses the second. Everything else about a booking may be wrong; this cannot.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  SQLAlchemy reads annotations at run time
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.secrets import Secret
from bot.db.tables import NUMBERS_ONCE, Base

if TYPE_CHECKING:
    from sqlalchemy.engine.default import DefaultExecutionContext

BOOKED = text("status = 'booked'")


def _until_its_end(context: DefaultExecutionContext) -> Any:  # noqa: ANN401  whatever the row says
    return context.get_current_parameters()["ends_at"]  # type: ignore[no-untyped-call]


class Appointment(Base):
    """A promised time of one adviser in one room. `status` is booked, cancelled or past.

    Booked before rooms were known, it has no `room`. The adviser stays busy until `busy_until`. `nth` counts
    the open appointments of one person, `sequence` its changes. `coming` is what the person has answered.
    """

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    intent: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    nth: Mapped[int] = mapped_column(default=1, server_default="1")
    adviser: Mapped[str]
    room: Mapped[str | None]
    subject: Mapped[str]
    language: Mapped[str]
    interpreter: Mapped[str]
    interpreter_language: Mapped[str | None]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    busy_until: Mapped[datetime] = mapped_column(default=_until_its_end)
    sequence: Mapped[int] = mapped_column(default=0, server_default="0")
    status: Mapped[str]
    coming: Mapped[bool | None]
    name: Mapped[str | None] = mapped_column(Secret)
    phone: Mapped[str | None] = mapped_column(Secret)
    created_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ux_nth_open_per_chat",
            "chat_id",
            "nth",
            unique=True,
            sqlite_where=BOOKED,
            postgresql_where=BOOKED,
        ),
        NUMBERS_ONCE,
    )


class AppointmentMove(Base):
    """Which press of a button moved an appointment, so that a second press of it moves nothing back."""

    __tablename__ = "appointment_move"

    intent: Mapped[str] = mapped_column(primary_key=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id", ondelete="CASCADE"), index=True)


class Hold(Base):
    """A time that is kept for somebody `until` they decide.

    `kind` is hold (they have chosen it) or offer (it became free and they are next in line).
    """

    __tablename__ = "hold"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    intent: Mapped[str] = mapped_column(unique=True)
    adviser: Mapped[str]
    room: Mapped[str]
    subject: Mapped[str]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    busy_until: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (UniqueConstraint("chat_id", "kind", name="ux_one_hold_per_chat"),)


class BusyCell(Base):
    """Five minutes that are taken; `cell` is UTC epoch seconds // 300.

    `resource` is "adviser:<id>" or "room:<id>". They belong to an appointment or to a hold, never to both.
    """

    __tablename__ = "busy_cell"

    resource: Mapped[str] = mapped_column(primary_key=True)
    cell: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, index=True)
    appointment_id: Mapped[int | None] = mapped_column(
        ForeignKey("appointment.id", ondelete="CASCADE"), index=True
    )
    hold_id: Mapped[int | None] = mapped_column(ForeignKey("hold.id", ondelete="CASCADE"), index=True)

    __table_args__ = (
        CheckConstraint("(appointment_id IS NULL) <> (hold_id IS NULL)", name="ck_busy_cell_one_owner"),
    )


class Waiting(Base):
    """Somebody in line for a time that becomes free, `before` a moment where they said one.

    `since` is their place in line.
    """

    __tablename__ = "waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    subject: Mapped[str]
    interpreter: Mapped[str]
    interpreter_language: Mapped[str | None]
    language: Mapped[str]
    since: Mapped[datetime] = mapped_column(index=True)
    before: Mapped[datetime | None]


class OfferMade(Base):
    """What somebody in line has been offered: nobody is offered the same time twice."""

    __tablename__ = "offer_made"

    waiting_id: Mapped[int] = mapped_column(ForeignKey("waiting.id", ondelete="CASCADE"), primary_key=True)
    adviser: Mapped[str] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
