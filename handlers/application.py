"""The Telegram application: built from services and a request object, and told about its commands."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

import structlog
from telegram import BotCommand
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application, ContextTypes

from bot.replies.general import HELP
from bot.texts.catalogue import mark
from handlers.context import OfficeContext
from handlers.routing import register
from handlers.saying import OneAtATime

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from telegram.ext import ExtBot
    from telegram.request import BaseRequest

    from bot.services import Services
    from bot.texts import Say
    from handlers.context import OfficeApplication

COMMANDS = {
    "menu": mark("Alle Themen"),
    "termin": mark("Termin buchen"),
    "appointments": mark("Meine Termine"),
    "language": mark("Sprache ändern"),
    "human": mark("Mit einem Menschen sprechen"),
    "help": mark("Was kann ich fragen?"),
    "privacy": mark("Datenschutz und Löschen"),
}
NAME = "Zuhause in Winnenden"
PAUSE_SECONDS = 2.0
log = structlog.get_logger(__name__)


@asynccontextmanager
async def application(
    services: Services, token: str, request: BaseRequest, polling: BaseRequest, api_url: str
) -> AsyncIterator[OfficeApplication]:
    """An initialised application with every handler; `request` and `polling` carry all its calls.

    Waits as long as Telegram is away. Raises telegram.error.InvalidToken for a token nobody knows.
    """
    built = cast(
        "OfficeApplication",
        Application.builder()
        .token(token)
        .base_url(f"{api_url.rstrip('/')}/bot")
        .base_file_url(f"{api_url.rstrip('/')}/file/bot")
        .request(request)
        .get_updates_request(polling)
        .rate_limiter(OneAtATime())
        .context_types(ContextTypes(context=OfficeContext, bot_data=cast("type[Services]", lambda: services)))
        .updater(None)
        .build(),
    )
    register(built)
    await _reach(built, api_url)
    async with built:
        yield built


async def _reach(built: OfficeApplication, api_url: str) -> None:
    """Initialise, which asks Telegram who we are, until there is an answer."""
    while True:
        try:
            return await built.initialize()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("cannot reach Telegram, trying again", url=api_url, error=type(error).__name__)
            await asyncio.sleep(PAUSE_SECONDS)


async def announce(application: OfficeApplication, voices: Mapping[str, Say]) -> None:
    """Tell Telegram our name, what we can do and the commands, in every language it lets us (two letters).

    Only what has changed, because Telegram limits these calls; what fails is logged and not needed to answer.
    """
    try:
        if (await application.bot.get_my_name()).name != NAME:
            await application.bot.set_my_name(NAME)
        for language, say in voices.items():
            code = None if language == "de" else say.row.telegram or language
            if code is None or len(code) == 2:
                await _announce_in(application.bot, say, code)
    except TelegramError as error:
        log.warning("name and commands not announced", error=type(error).__name__)


async def _announce_in(bot: ExtBot[None], say: Say, code: str | None) -> None:
    commands = tuple(BotCommand(name, say(text)) for name, text in COMMANDS.items())
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != say(HELP):
        await bot.set_my_description(say(HELP), language_code=code)
