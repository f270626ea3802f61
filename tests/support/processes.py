"""The bot and the local Telegram as processes of their own, the way an operator runs them."""

from __future__ import annotations

import itertools
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from tests.support.town import ROOT, real_understander

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "4711:a-token-for-processes"
PATIENCE = 120  # seconds; the machine may be busy
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "COVERAGE_PROCESS_START")


def eventually(condition, why=lambda: "it never happened"):
    """Ask again and again until `condition()` is true, and return what it said."""
    end = time.monotonic() + PATIENCE
    while not (result := condition()):
        assert time.monotonic() < end, why()
        time.sleep(0.02)
    return result


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def new_home(folder: Path) -> Path:
    """A folder to run in, where what has to be learnt is learnt already."""
    real_understander()
    cache = folder / "data" / "cache"
    cache.mkdir(parents=True)
    for file in (ROOT / "data" / "cache").glob("*.npz"):
        shutil.copy(file, cache)
    return folder


def environment(home: Path, **settings: object) -> dict[str, str]:
    """Nothing of this process' own settings, this tree's code, and all files in `home`."""
    own = {name: os.environ[name] for name in KEPT if name in os.environ} | {"PYTHONPATH": str(ROOT)}
    files = {"DATA_DIR": home / "data", "DATABASE_URL": f"sqlite:///{home / 'zuhause.db'}"}
    return own | {name: str(value) for name, value in (files | settings).items()}


def zuhause(home: Path, *arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        cwd=home,
        env=environment(home, **settings),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )


class Running:
    """A process that runs until it is told to end; what it writes goes to files in its home."""

    numbers = itertools.count(1)

    def __init__(self, home: Path, module: str, *arguments: object, **settings: object) -> None:
        self._log = home / f"log-{next(self.numbers)}"
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module, *map(str, arguments)],
                cwd=home,
                env=environment(home, **settings),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    @property
    def log(self) -> str:
        """Everything written so far, to stdout and stderr."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def until(self, words: str) -> None:
        """Wait until the words are in the log."""
        eventually(lambda: words in self.log or self.process.poll() is not None, lambda: self.log)
        assert words in self.log, f"ended with {self.process.poll()}:\n{self.log}"

    def end(self, number: int) -> int:
        """Send a signal, wait, return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextmanager
def running(home: Path, module: str, *arguments: object, **settings: object):
    """A process that is gone at the end of the block, whatever happens."""
    started = Running(home, module, *arguments, **settings)
    try:
        yield started
    finally:
        started.process.kill()
        started.process.wait()


def bot(home: Path, api_url: str = "", *arguments: object, token: str = TOKEN, **settings: object):
    """`zuhause run`: on a Telegram where a URL is given, else on its own page."""
    if api_url:
        settings |= {"TELEGRAM_API_URL": api_url, "TELEGRAM_BOT_TOKEN": token}
    return running(home, "bot", "run", *arguments, **settings)


class Phones:
    """The people's side of a local Telegram, over HTTP."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._client = httpx.Client(base_url=url, trust_env=False, timeout=PATIENCE)

    def say(self, user: int, text: str) -> int:
        """Let somebody write, in German; return the message id."""
        return self._post("say", user=user, text=text, language_code="de")["message_id"]

    def tap(self, user: int, message_id: int, data: str) -> None:
        """Let somebody press a button."""
        self._post("tap", user=user, message_id=message_id, data=data)

    def fault(self, **order: object) -> None:
        """Let the next calls of a method fail."""
        self._post("fault", **order)

    def chat(self, user: int) -> list[dict]:
        """All messages of a chat."""
        return self._client.get(f"/sandbox/chats/{user}").raise_for_status().json()

    def answers(self, user: int) -> list[dict]:
        """What the bot has said in a chat."""
        return [message for message in self.chat(user) if message["from"] == "bot"]

    def answered(self, user: int, count: int = 1) -> list[dict]:
        """What the bot has said, once it has said so much."""
        eventually(lambda: len(self.answers(user)) >= count, lambda: str(self.chat(user)))
        return self.answers(user)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def _post(self, action: str, **body: object) -> dict:
        return self._client.post(f"/sandbox/{action}", json=body).raise_for_status().json()


@contextmanager
def local_telegram(home: Path, port: int | None = None, token: str = TOKEN):
    """`python -m sandbox` and the people on it."""
    port = port or free_port()
    with running(home, "sandbox", "--port", port, "--token", token) as server:
        server.until("Local Telegram on")
        phones = Phones(f"http://127.0.0.1:{port}")
        try:
            yield phones
        finally:
            phones.close()
