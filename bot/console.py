"""What operators see: progress on the terminal, one line a fault, logs without people's data."""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nlu.embedding import Progress as Learning

stderr = Console(stderr=True, highlight=False, soft_wrap=True)


@contextmanager
def training_progress() -> Iterator[Learning]:
    """A bar for (done, total) that appears with the first call; quiet when nothing has to be learnt."""
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeRemainingColumn(), console=stderr) as progress:
        task = None

        def advance(done: int, total: int) -> None:
            nonlocal task
            if task is None:
                if not stderr.is_terminal:  # no bar there: a log shows at least why nothing happens yet
                    stderr.print("Learning the example questions (once) …")
                task = progress.add_task("Learning the example questions (once)", total=total)
            progress.update(task, completed=done, total=total)

        yield advance


def fail(message: str) -> typer.Exit:
    """Print a fault with its cure to stderr; raise what is returned."""
    stderr.print(message, markup=False)
    return typer.Exit(1)


def set_up_logging() -> None:
    """Log to stderr; httpx would log the bot's token at INFO, so it may only warn."""
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    for name in ("httpx", "httpcore", "telegram", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def short(path: Path) -> Path:
    """The path as seen from here, where that is shorter to read: `content` for `/home/…/content`."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
