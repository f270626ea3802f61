"""The tables, but for those of `bookings` and `requests`. No message text is kept once it is answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.db.secrets import Secret
from bot.db.types import UtcDateTime

NUMBERS_ONCE = {"sqlite_autoincrement": True}  # a button may name a row that is long deleted


class Base(DeclarativeBase):
    """Root of the tables."""

    type_annotation_map = {datetime: UtcDateTime, str: String(64)}  # noqa: RUF012  SQLAlchemy's own protocol


class Person(Base):
    """Somebody who writes to the bot: a chat number and a language, nothing else."""

    __tablename__ = "person"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    language: Mapped[str | None]
    language_chosen: Mapped[bool] = mapped_column(default=False)
    setting: Mapped[str | None]  # the messenger's, as a tag of ours; speaks until `language` is known
    other_language: Mapped[str | None]  # seen in the last message only; a second time in a row switches
    other_update_id: Mapped[int | None] = mapped_column(BigInteger)  # that message, which may come twice
    seen_at: Mapped[datetime]


class BookingDraft(Base):
    """What somebody has chosen so far on the way to an appointment, or to another time for the one they have.

    `moves` is the id of that one. `contact` is asked, given, skipped (by a key below the chat) or no.
    """

    __tablename__ = "booking_draft"

    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    intent: Mapped[str] = mapped_column(unique=True)
    subject: Mapped[str | None]
    interpreter: Mapped[str | None]  # none, own, pool
    interpreter_language: Mapped[str | None]
    day: Mapped[date | None]
    starts_at: Mapped[datetime | None]
    moves: Mapped[int | None]
    contact: Mapped[str | None]
    name: Mapped[str | None] = mapped_column(Secret)
    phone: Mapped[str | None] = mapped_column(Secret)
    updated_at: Mapped[datetime]


class InboxRow(Base):
    """One update of Telegram's, kept until it is answered; then its payload is dropped."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True, server_default="0")
    payload: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    received_at: Mapped[datetime]
    done_at: Mapped[datetime | None] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)


class Lease(Base):
    """Who may do what only one process may do, and until when."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


class OutboxRow(Base):
    """A message we have promised: written with what it is about, sent when due, by whoever holds the lease.

    `key` makes a promise unique. A row without `done_at` is still to be sent.
    """

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(128), unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, str] | None] = mapped_column(JSON(none_as_null=True))
    due_at: Mapped[datetime] = mapped_column(index=True)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(index=True)
