"""The command line, and the only place that wires office, Telegram and sandbox together."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import webbrowser
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.commands import appointments, ask, content, database, nlu
from bot.console import fail, set_up_logging, stderr, training_progress
from bot.db.upgrade import upgrade
from bot.errors import ZuhauseError
from bot.people import purge
from bot.settings import Settings
from bot.start import build, read_content, understanding
from handlers.application import announce, application
from handlers.desk import Desk
from handlers.receiving import receive
from sandbox.core import Telegram
from sandbox.request import SandboxRequest
from sandbox.server import application as sandbox_application
from sandbox.serving import Server, configure, listen

if TYPE_CHECKING:
    from telegram.request import BaseRequest

    from bot.services import Services

app = typer.Typer(
    help="Zuhause in Winnenden: the town's information and appointment bot.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command("ask")(ask.ask)
app.add_typer(content.app, name="content")
app.add_typer(appointments.app, name="appointments")
app.add_typer(nlu.app, name="nlu")
app.add_typer(database.app, name="database")

SANDBOX_TOKEN = "1:local-telegram-needs-no-secret"  # noqa: S105  opens nothing but the page on this machine
PURGE_EVERY_SECONDS = 24 * 3600


@app.callback()
def _main() -> None:
    set_up_logging()


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Where the chat page listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Its port.")] = 8080,
    *,
    open_page: Annotated[bool, typer.Option("--open", help="Open the chat page in a browser.")] = False,
) -> None:
    """Run the bot: on Telegram with TELEGRAM_BOT_TOKEN, else on a chat page of its own."""
    try:
        settings = Settings.read()
        with contextlib.suppress(KeyboardInterrupt):
            if settings.telegram_bot_token:
                asyncio.run(_run_on_telegram(settings, settings.telegram_bot_token.get_secret_value()))
            else:
                asyncio.run(_run_on_page(settings, host, _listen(host, port), open_page=open_page))
    except ZuhauseError as error:
        raise fail(str(error)) from None
    except InvalidToken:
        raise fail("Telegram does not know this TELEGRAM_BOT_TOKEN. Copy it again from @BotFather.") from None


async def _run_on_page(settings: Settings, host: str, listening: socket.socket, *, open_page: bool) -> None:
    core = Telegram(lambda: datetime.now(UTC))
    server = Server(configure(sandbox_application(core, SANDBOX_TOKEN)), core)
    page = asyncio.create_task(server.serve([listening]))
    address = f"http://{host}:{listening.getsockname()[1]}/"
    requests = SandboxRequest(core, SANDBOX_TOKEN), SandboxRequest(core, SANDBOX_TOKEN)
    office = asyncio.create_task(
        _serve(settings, SANDBOX_TOKEN, *requests, ready="The bot is ready.")
    )
    stderr.print(f"Chat page: {address}  (Ctrl-C ends it; the bot is loading …)")
    if open_page:
        webbrowser.open(address)
    await asyncio.wait([page, office], return_when=asyncio.FIRST_COMPLETED)
    server.should_exit = True
    await core.close()
    office.cancel()
    await asyncio.wait([page, office])
    for task in (office, page):
        if not task.cancelled():
            task.result()


async def _run_on_telegram(settings: Settings, token: str) -> None:
    requests = HTTPXRequest(connection_pool_size=64, pool_timeout=10), HTTPXRequest(connection_pool_size=2)
    await _serve(settings, token, *requests, ready="The bot is ready. Write to it on Telegram.")


async def _serve(
    settings: Settings, token: str, request: BaseRequest, polling: BaseRequest, *, ready: str
) -> None:
    services = await asyncio.to_thread(_services, settings)
    try:
        await upgrade(services.database)
        async with application(services, token, request, polling, settings.telegram_api_url) as bot:
            await announce(bot, services.voices)
            stderr.print(ready)
            await asyncio.gather(receive(bot, Desk(bot)), _purge_daily(services))
    finally:
        await services.database.close()


def _services(settings: Settings) -> Services:
    cache = settings.data_dir / "cache"
    said = read_content(settings.content_dir, cache / "content.json")
    with training_progress() as progress:
        understander = understanding(said, cache, progress)
    return build(settings, said, understander)


async def _purge_daily(services: Services) -> None:
    while True:
        async with services.database.write() as session:
            await purge(session, services.now(), services.retention_days)
        await asyncio.sleep(PURGE_EVERY_SECONDS)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        raise fail(
            f"Port {port} on {host} cannot be used: {error.strerror}.\n"
            f"Stop the other program, or take another port: make run PORT={port + 1}"
        ) from None


def main() -> None:
    """The console script `zuhause`."""
    app()


if __name__ == "__main__":
    main()
