"""Rooms, holds and the waiting list."""

import sqlalchemy as sa
from alembic import op

from bot.db.types import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BOOKED = sa.text("status = 'booked'")


def upgrade() -> None:
    """Apply."""
    _more_of_an_appointment()
    op.create_table(
        "appointment_move",
        sa.Column("intent", sa.String(length=64), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("intent"),
    )
    op.create_index("ix_appointment_move_appointment_id", "appointment_move", ["appointment_id"])
    _holds()
    _cells_of_resources()
    _waiting_list()


def downgrade() -> None:
    """Take back; what was held and who waited is forgotten, rooms become free."""
    _cells_of_advisers()
    for table in ("offer_made", "waiting", "hold", "appointment_move"):
        op.drop_table(table)
    _less_of_an_appointment()


def _more_of_an_appointment() -> None:
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("nth", sa.Integer(), nullable=False, server_default="1"))
        batch_op.add_column(sa.Column("room", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("busy_until", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("coming", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("name", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("phone", sa.String(length=400), nullable=True))
        batch_op.drop_index("ux_one_open_per_chat")
        # the cells say as much, and two rules on one thing make two bookings wait for each other
        batch_op.drop_index("ux_active_start")
    op.execute("UPDATE appointment SET busy_until = ends_at")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.alter_column("busy_until", existing_type=UtcDateTime(), nullable=False)
        batch_op.create_index(
            "ux_nth_open_per_chat",
            ["chat_id", "nth"],
            unique=True,
            sqlite_where=BOOKED,
            postgresql_where=BOOKED,
        )


def _less_of_an_appointment() -> None:
    # one open appointment a person: of several, the first stays, and nobody is left with a lost promise
    op.execute("UPDATE appointment SET status = 'past' WHERE status = 'booked' AND nth > 1")
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ux_nth_open_per_chat", sqlite_where=BOOKED, postgresql_where=BOOKED)
        for name in ("phone", "name", "coming", "sequence", "busy_until", "room", "nth"):
            batch_op.drop_column(name)
        batch_op.create_index(
            "ux_one_open_per_chat", ["chat_id"], unique=True, sqlite_where=BOOKED, postgresql_where=BOOKED
        )
        batch_op.create_index(
            "ux_active_start",
            ["adviser", "starts_at"],
            unique=True,
            sqlite_where=BOOKED,
            postgresql_where=BOOKED,
        )


def _holds() -> None:
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("intent", sa.String(length=64), nullable=False),
        sa.Column("adviser", sa.String(length=64), nullable=False),
        sa.Column("room", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("busy_until", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "kind", name="ux_one_hold_per_chat"),
        sa.UniqueConstraint("intent"),
    )
    op.create_index("ix_hold_until", "hold", ["until"])


def _cells_of_resources() -> None:
    """A new table of the old name: SQLite cannot change a primary key."""
    op.execute("CREATE TABLE former_busy_cell AS SELECT adviser, cell, appointment_id FROM busy_cell")
    op.drop_table("busy_cell")
    op.create_table(
        "busy_cell",
        sa.Column("resource", sa.String(length=64), nullable=False),
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=True),
        sa.Column("hold_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(appointment_id IS NULL) <> (hold_id IS NULL)", name="ck_busy_cell_one_owner"),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["hold_id"], ["hold.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("resource", "cell"),
    )
    op.create_index("ix_busy_cell_appointment_id", "busy_cell", ["appointment_id"])
    op.create_index("ix_busy_cell_hold_id", "busy_cell", ["hold_id"])
    op.create_index("ix_busy_cell_cell", "busy_cell", ["cell"])
    op.execute(
        "INSERT INTO busy_cell (resource, cell, appointment_id) "
        "SELECT 'adviser:' || adviser, cell, appointment_id FROM former_busy_cell"
    )
    op.drop_table("former_busy_cell")


def _cells_of_advisers() -> None:
    op.execute(
        "CREATE TABLE later_busy_cell AS SELECT substr(resource, 9) AS adviser, cell, appointment_id "
        "FROM busy_cell WHERE resource LIKE 'adviser:%' AND appointment_id IS NOT NULL"
    )
    op.drop_table("busy_cell")
    op.create_table(
        "busy_cell",
        sa.Column("adviser", sa.String(length=64), nullable=False),
        sa.Column("cell", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("adviser", "cell"),
    )
    op.create_index("ix_busy_cell_appointment_id", "busy_cell", ["appointment_id"])
    op.execute("INSERT INTO busy_cell SELECT adviser, cell, appointment_id FROM later_busy_cell")
    op.drop_table("later_busy_cell")


def _waiting_list() -> None:
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("interpreter", sa.String(length=64), nullable=False),
        sa.Column("interpreter_language", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("before", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id"),
    )
    op.create_index("ix_waiting_since", "waiting", ["since"])
    op.create_table(
        "offer_made",
        sa.Column("waiting_id", sa.Integer(), nullable=False),
        sa.Column("adviser", sa.String(length=64), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["waiting_id"], ["waiting.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("waiting_id", "adviser", "starts_at"),
    )
