"""On the way to an appointment: somebody's number, or which appointment is to be moved."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("booking_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("moves", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("contact", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("name", sa.String(length=400), nullable=True))
        batch_op.add_column(sa.Column("phone", sa.String(length=400), nullable=True))


def downgrade() -> None:
    """Take back; whoever was about to move an appointment begins anew."""
    op.execute("DELETE FROM booking_draft WHERE moves IS NOT NULL")
    with op.batch_alter_table("booking_draft", schema=None) as batch_op:
        for name in ("phone", "name", "contact", "moves"):
            batch_op.drop_column(name)
