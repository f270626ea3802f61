"""Build what the bot needs, once, in the order in which faults are cheapest to find."""

from __future__ import annotations

import secrets
import shutil
import uuid
from hashlib import sha256
from typing import TYPE_CHECKING

import structlog

from bot import clock
from bot.booking.codes import new_code
from bot.content.check import report
from bot.content.load import load
from bot.db import Database
from bot.db.secrets import open_vault
from bot.errors import ContentError
from bot.services import Services
from bot.texts import read_catalogues
from nlu.examples import Example
from nlu.language import detector
from nlu.understand import DATA, base_examples
from nlu.understand import load as load_understander

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.content.schema import Content
    from bot.settings import Settings
    from nlu.embedding import Progress
    from nlu.understand import Understander

log = structlog.get_logger(__name__)


def read_content(directory: Path, cache: Path, *, keep: bool = False) -> Content:
    """The content of `directory`; while it has faults, the last good version that was kept in `cache`.

    Raises ContentError with the report for staff if there is no good version.
    """
    loaded = load(directory)
    if loaded.content:
        if keep:
            keep_good(directory, cache)
        return loaded.content
    faults, former = report(loaded.findings), load(_last_good(directory, cache)).content
    if former is None:
        raise ContentError(faults)
    log.warning("content has faults, serving the last good version", faults=faults)
    return former


def keep_good(directory: Path, cache: Path) -> None:
    """Keep a copy of a folder without faults, in case the next start finds faults.

    Hidden files are an editor's, here and gone. A copy that fails (the disk is full) is no reason to stop.
    """
    last_good = _last_good(directory, cache)
    fresh = last_good.with_suffix(".new")
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.copytree(directory, fresh, ignore=shutil.ignore_patterns(".*"))
        shutil.rmtree(last_good, ignore_errors=True)
        fresh.rename(last_good)
    except OSError as error:
        log.warning("the good content could not be kept for the next start", error=str(error))


def _last_good(directory: Path, cache: Path) -> Path:
    return cache / f"content-{sha256(str(directory.resolve()).encode()).hexdigest()[:16]}"


def staff_examples(content: Content) -> list[Example]:
    """The further questions that staff wrote beside each topic."""
    return [
        Example(text, topic.id, language, f"topics/{topic.id}.yaml", 0)
        for topic in content.topics.values()
        for language, texts in topic.examples.items()
        for text in texts
    ]


def all_examples(content: Content) -> list[Example]:
    """Everything the recogniser learns from. Raises NluFileError."""
    return [*base_examples(DATA), *staff_examples(content)]


def understanding(
    content: Content,
    cache: Path,
    progress: Progress | None = None,
    elsewhere: Callable[[], None] | None = None,
    rasa_url: object = None,
) -> Understander:
    """The recogniser for this content, from the cache where nothing has changed; Rasa before it if given.

    Says in the log why it is weaker than it should be.
    """
    url = str(rasa_url) if rasa_url else None
    understander = load_understander(DATA, staff_examples(content), cache, progress, elsewhere, url)
    if reason := understander.check():
        log.warning("understanding is degraded", reason=reason)
    return understander


def build(settings: Settings, content: Content, understander: Understander) -> Services:
    """The services of a running bot, with the real clock and real randomness."""
    return Services(
        database=Database(settings.database_url),
        content=content,
        understander=understander,
        detector=detector(settings.language_detector),
        voices=read_catalogues(),
        now=clock.now,
        new_code=lambda: new_code(secrets.choice),
        new_intent=lambda: uuid.uuid4().hex,
        vault=open_vault(settings.encryption_key, settings.data_dir / "key"),
        retention_days=settings.retention_days,
        staff_chat_id=settings.staff_chat_id,
    )
