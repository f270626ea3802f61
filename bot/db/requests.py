"""Requests for somebody of the town's volunteers: a guide to an authority, or an interpreter."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  SQLAlchemy reads annotations at run time

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.secrets import Secret
from bot.db.tables import NUMBERS_ONCE, Base

OPEN = "status IN ('new', 'working', 'promised')"


class HelpRequest(Base):
    """What somebody asks for; `status` is new, working, promised, declined, withdrawn or past (its day is).

    `at` is a wall-clock time such as "09:30"; `phone` is sealed, see `bot.db.secrets`.
    """

    __tablename__ = "help_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, index=True)
    kind: Mapped[str]  # guide, interpreter
    authority: Mapped[str]
    day: Mapped[date]
    at: Mapped[str]
    language: Mapped[str]
    by_phone: Mapped[bool]
    phone: Mapped[str | None] = mapped_column(Secret)
    status: Mapped[str] = mapped_column(default="new")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    __table_args__ = (
        Index(
            "ux_one_open_request",
            "chat_id",
            "kind",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        NUMBERS_ONCE,
    )
