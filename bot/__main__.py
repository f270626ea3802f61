"""The command line, and the only place that wires office, Telegram and sandbox together."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer
from rich.console import Console
from sqlalchemy.exc import OperationalError
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot import clock
from bot.commands import appointments, ask, content, database, doctor, nlu
from bot.console import fail, set_up_logging, stderr
from bot.content.check import report
from bot.content.load import load
from bot.db import UNAVAILABLE
from bot.db.upgrade import upgrade
from bot.errors import ContentError, ZuhauseError
from bot.leases import alone, end_former
from bot.people import purge, scrub
from bot.renewal import Renewal, changes
from bot.settings import Settings
from bot.staff import ContentWatch, nag
from bot.start import build, read_content, understanding
from bot.telling import remind_of_all
from bot.texts import read_catalogues
from handlers.application import announce, application
from handlers.delivery import deliver
from handlers.desk import Desk
from handlers.preview import Phone, find_topic, find_voices, previews, show_previews
from handlers.receiving import receive
from nlu.errors import NluError
from sandbox.core import Telegram
from sandbox.request import SandboxRequest
from sandbox.server import application as sandbox_application
from sandbox.serving import Server, configure, listen

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from telegram.request import BaseRequest

    from bot.content.schema import Content
    from bot.services import Services
    from handlers.context import OfficeApplication
    from nlu.understand import Understander

app = typer.Typer(
    help="Zuhause in Winnenden: the town's information and appointment bot.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command("ask")(ask.ask)
app.command("doctor")(doctor.doctor)
app.add_typer(content.app, name="content")
app.add_typer(appointments.app, name="appointments")
app.add_typer(nlu.app, name="nlu")
app.add_typer(database.app, name="database")

SANDBOX_TOKEN = "1:local-telegram-needs-no-secret"  # noqa: S105  opens nothing but the page on this machine
READER = 1
DAY_SECONDS = 24 * 3600
AGAIN_SECONDS = 60
log = structlog.get_logger(__name__)


@app.callback()
def _main() -> None:
    set_up_logging()


@app.command()
def run(
    host: Annotated[str, typer.Option(help="Where the chat page listens.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Its port.", min=0, max=65535)] = 8080,
    *,
    open_page: Annotated[bool, typer.Option("--open", help="Open the chat page in a browser.")] = False,
) -> None:
    """Run the bot: on Telegram with TELEGRAM_BOT_TOKEN, else on a chat page of its own."""
    settings = Settings.read()
    if settings.telegram_bot_token:
        work = _run_on_telegram(settings, settings.telegram_bot_token.get_secret_value())
    else:
        work = _run_on_page(settings, host, _listen(host, port), open_page=open_page)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_until_told(work))


@content.app.command()
def preview(
    topic: Annotated[str, typer.Argument(help="Die id des Themas, zum Beispiel work.")],
    lang: Annotated[str, typer.Option(help="Sprache, zum Beispiel ar; mit all: alle.")] = "de",
    directory: Annotated[Path | None, typer.Option(help="Der Ordner mit den Inhalten.")] = None,
    *,
    original: Annotated[bool, typer.Option("--original", help="Stattdessen das deutsche Original.")] = False,
    more: Annotated[bool, typer.Option("--more", help="Mit dem Text hinter „Mehr lesen“.")] = False,
) -> None:
    """Ein Thema so zeigen, wie es in Telegram ankommt."""
    loaded = load(directory or Settings.read().content_dir, with_examples=True)
    if loaded.content is None:
        raise ContentError(report(loaded.findings))
    voices, found = read_catalogues(), find_topic(loaded.content, topic)
    chosen = find_voices(found, voices, lang)
    german = voices["de"] if original else None
    replies = previews(loaded.content, found, chosen, clock.now(), german=german, more=more)
    core = Telegram(clock.now)
    core.say(READER, "/start")
    phone = Phone(SandboxRequest(core, SANDBOX_TOKEN), SANDBOX_TOKEN, READER, lambda: core.chat(READER))
    asyncio.run(show_previews(replies, phone, Console(highlight=False)))


async def _until_told(work: Coroutine[None, None, None]) -> None:
    """Work until Ctrl-C or SIGTERM, then finish what is under way: both are usual ends, not failures."""
    task, loop = asyncio.ensure_future(work), asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError):  # Windows: there asyncio.run turns Ctrl-C into a cancel
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task


class _Page(Server):
    """The page's server; it leaves signals to `_until_told`, for the office has to end tidily too."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


async def _run_on_page(settings: Settings, host: str, listening: socket.socket, *, open_page: bool) -> None:
    core = Telegram(lambda: datetime.now(UTC))
    server = _Page(configure(sandbox_application(core, SANDBOX_TOKEN)), core)
    page = asyncio.create_task(server.serve([listening]))
    address = f"http://{host}:{listening.getsockname()[1]}/"
    requests = SandboxRequest(core, SANDBOX_TOKEN), SandboxRequest(core, SANDBOX_TOKEN)
    office = asyncio.create_task(_serve(settings, SANDBOX_TOKEN, *requests, ready="The bot is ready."))
    stderr.print(f"Chat page: {address}  (Ctrl-C ends it; the bot is loading …)")
    if open_page:
        webbrowser.open(address)
    try:
        await asyncio.wait([page, office], return_when=asyncio.FIRST_COMPLETED)
    finally:
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
    services = await _load(settings)
    try:
        async with alone(services.database):
            await upgrade(services.database)
            await end_former(services.database)
            async with application(services, token, request, polling, settings.telegram_api_url) as bot:
                await announce(bot, services.voices)
                stderr.print(ready)
                await _work(settings, bot)
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from None
    finally:
        services.understander.close()
        await services.database.close()


async def _work(settings: Settings, bot: OfficeApplication) -> None:
    async with asyncio.TaskGroup() as tasks:  # it waits for the desk, where gather would not
        tasks.create_task(receive(bot, Desk(bot)))
        tasks.create_task(deliver(bot))
        tasks.create_task(_every_day(bot))
        tasks.create_task(_renew(settings, bot))


async def _load(settings: Settings) -> Services:
    """The services, made beside the loop; being told to end also ends the learning."""
    ended = threading.Event()
    try:
        return await asyncio.to_thread(_services, settings, ended)
    finally:
        ended.set()


def _services(settings: Settings, ended: threading.Event) -> Services:
    cache = settings.data_dir / "cache"
    said = read_content(settings.content_dir, cache, keep=True)
    understander = understanding(said, cache, elsewhere=lambda: _learn(ended), rasa_url=settings.rasa_url)
    return build(settings, said, understander)


def _learn(ended: threading.Event, *, gently: bool = False) -> None:
    """Learn in a process of its own: for a while it takes all cores and memory that we would not get back."""
    stderr.print("Learning the example questions (about a minute) …")
    command = [sys.executable, "-m", "bot", "nlu", "train", *(["--gently"] if gently else [])]
    with subprocess.Popen(command) as learning:  # noqa: S603  our own program
        while learning.poll() is None:
            if ended.wait(0.1):
                learning.terminate()
    if ended.is_set():
        raise InterruptedError("told to end while learning")


async def _renew(settings: Settings, bot: OfficeApplication) -> None:
    ended, cache = threading.Event(), settings.data_dir / "cache"

    def understand(content: Content) -> Understander:
        def learn() -> None:
            _learn(ended, gently=True)
            if read_content(settings.content_dir, cache).version != content.version:
                raise InterruptedError("it has learned something newer")

        return understanding(content, cache, elsewhere=learn, rasa_url=settings.rasa_url)

    def serve(content: Content | None, understander: Understander | None) -> None:
        now = bot.bot_data
        if understander:  # answers that are still waiting for the former one get the embedded recogniser's
            now.understander.close()
        bot.bot_data = replace(
            now, content=content or now.content, understander=understander or now.understander
        )

    watch = ContentWatch(lambda: bot.bot_data)
    renewal = Renewal(settings.content_dir, cache, understand, serve, watch.tell)
    try:
        await renewal.follow(changes(settings.content_dir), bot.bot_data.content)
    finally:
        ended.set()


async def _every_day(bot: OfficeApplication) -> None:
    """Delete what is too old, promise what is missing, and remind staff of what they should look at."""
    while True:
        services = bot.bot_data
        try:
            async with services.database.write() as session:
                await purge(session, services.now(), services.retention_days)
            await scrub(services.database)
            await remind_of_all(services)
            await nag(services)
        except UNAVAILABLE:
            log.warning("database is locked, deleting later")
            await asyncio.sleep(AGAIN_SECONDS)
        else:
            await asyncio.sleep(DAY_SECONDS)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as error:
        raise fail(
            f"Port {port} on {host} cannot be used: {error.strerror}.\n"
            f"Stop the other program, or take another port: make run PORT={port + 1}"
        ) from None


def main() -> None:
    """The console script `zuhause`: what an operator can cure is one sentence, never a traceback."""
    try:
        app()
    except (ZuhauseError, NluError) as error:
        sentence = str(error)
    except InvalidToken:
        sentence = "Telegram does not know this TELEGRAM_BOT_TOKEN. Copy it again from @BotFather."
    except OperationalError as error:
        sentence = (
            f"The database does not answer: {error.orig}\n"
            "Is it running, is DATABASE_URL right, may this user write there?"
        )
    stderr.print(sentence, markup=False)
    sys.exit(1)


if __name__ == "__main__":
    main()
