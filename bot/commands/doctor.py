"""`zuhause doctor`: is everything there that the bot needs, and as good as it can be?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import typer
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot import clock
from bot.content.check import report
from bot.content.load import load
from bot.content.overview import stale_topics
from bot.db import Database
from bot.errors import SettingsError
from bot.languages import BY_CODE
from bot.settings import Settings
from bot.start import all_examples
from nlu.outcome import load_thresholds
from nlu.recogniser import start_embedder
from nlu.remote import Rasa
from nlu.understand import DATA

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 10.0


def doctor() -> None:
    """Name every fault and its cure; ends with 1 if there is one."""
    settings, sound = Settings.read(), True
    for name, look in CHECKS.items():
        fault = look(settings)
        typer.echo(f"{name}: {fault or 'in order'}")
        sound = sound and not fault
    typer.echo(f"content age: {_age(settings)}")
    if not sound:
        raise typer.Exit(1)


def _content(settings: Settings) -> str | None:
    findings = load(settings.content_dir).findings
    return f"the last good version is served until this is cured\n{report(findings)}" if findings else None


def _database(settings: Settings) -> str | None:
    try:
        asyncio.run(_reach(Database(settings.database_url)))
    except OperationalError as error:
        return f"does not answer ({error.orig}). Is it running, is DATABASE_URL right, may you write there?"
    return None


def _age(settings: Settings) -> str:
    """How many topics wait for a look: nothing is broken by it, so it is no fault."""
    content = load(settings.content_dir).content
    if content is None:
        return "not looked at before the content is cured"
    late = stale_topics(content, clock.berlin_day(clock.now()))
    if not late:
        return "in order"
    count = f"{len(late)} of {len(content.topics)} topics"
    return f"{count} should be checked again; zuhause content status lists them"


async def _reach(database: Database) -> None:
    try:
        async with database.read() as session:
            await session.execute(text("SELECT 1"))
    finally:
        await database.close()


def _embeddings(_: Settings) -> str | None:
    return start_embedder()[1]


def _rasa(settings: Settings) -> str | None:
    if settings.rasa_url is None:
        return None
    content = load(settings.content_dir).content
    if content is None:
        return "not asked before the content is cured"
    topics = tuple({example.intent for example in all_examples(content)})
    rasa = Rasa(str(settings.rasa_url), topics, load_thresholds(DATA / "thresholds-rasa.yml"))
    try:
        return rasa.check()
    finally:
        rasa.close()


def _translator(settings: Settings) -> str | None:
    if settings.translator_provider is None:
        return None
    from bot.translation.engines import TranslationError  # noqa: PLC0415  0.2 s that few installations need
    from bot.translation.providers import translator  # noqa: PLC0415  as above

    try:
        service = translator(settings, seconds=PATIENCE_SECONDS)
    except SettingsError as error:
        return str(error)
    try:
        service.languages(BY_CODE)
    except TranslationError as error:
        return f"{service.name}: {error}"
    finally:
        service.close()
    return None


CHECKS: dict[str, Callable[[Settings], str | None]] = {
    "content": _content,
    "database": _database,
    "sentence embeddings": _embeddings,
    "Rasa": _rasa,
    "translator": _translator,
}
