"""Build what the bot needs, once, in the order in which faults are cheapest to find."""

from __future__ import annotations

import secrets
import uuid
from hashlib import sha256
from typing import TYPE_CHECKING

import structlog

from bot import clock
from bot.booking.codes import new_code
from bot.content.check import report
from bot.content.load import load
from bot.content.schema import Content
from bot.db import Database
from bot.errors import ContentError
from bot.services import Services
from bot.texts import read_catalogues
from nlu.examples import Example
from nlu.language import detector
from nlu.understand import DATA
from nlu.understand import load as load_understander

if TYPE_CHECKING:
    from pathlib import Path

    from bot.settings import Settings
    from nlu.embedding import Progress
    from nlu.understand import Understander

log = structlog.get_logger(__name__)


def read_content(directory: Path, cache: Path, *, keep: bool = False) -> Content:
    """The content of `directory`; while it has faults, the last good version that was kept in `cache`.

    Raises ContentError with the report for staff if there is no good version.
    """
    name = sha256(str(directory.resolve()).encode()).hexdigest()[:16]
    last_good = cache / f"content-{name}.json"
    loaded = load(directory)
    if loaded.content:
        if keep:
            _replace(last_good, loaded.content.model_dump_json())
        return loaded.content
    faults = report(loaded.findings)
    try:
        content = Content.model_validate_json(last_good.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise ContentError(faults) from None
    log.warning("content has faults, serving the last good version", faults=faults)
    return content


def _replace(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(file)


def staff_examples(content: Content) -> list[Example]:
    """The further questions that staff wrote beside each topic."""
    return [
        Example(text, topic.id, language, f"topics/{topic.id}.yaml", 0)
        for topic in content.topics.values()
        for language, texts in topic.examples.items()
        for text in texts
    ]


def understanding(content: Content, cache: Path, progress: Progress | None = None) -> Understander:
    """The recogniser for this content, from the cache where nothing has changed."""
    return load_understander(DATA, staff_examples(content), cache, progress)


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
        retention_days=settings.retention_days,
    )
