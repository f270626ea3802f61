"""No number comes twice, on SQLite either: an old button must not mean a stranger's row."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = ("appointment", "help_request")


def upgrade() -> None:
    """Apply."""
    _recreate(sqlite_autoincrement=True)


def downgrade() -> None:
    """Take back."""
    _recreate()


def _recreate(**options: bool) -> None:
    """PostgreSQL's sequences give no number twice."""
    if op.get_context().dialect.name == "sqlite":
        for table in TABLES:
            with op.batch_alter_table(table, recreate="always", table_kwargs=options):
                pass
