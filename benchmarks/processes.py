"""Start, watch and stop what is measured, with its files in a temporary folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import psutil

from bot.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parents[1]
ZUHAUSE = (sys.executable, "-m", "bot")
SANDBOX = (sys.executable, "-m", "sandbox")
ECHO = (sys.executable, str(ROOT / "benchmarks" / "echo_bot.py"))
PATIENCE_SECONDS = 1800  # a fresh clone may have to download everything
IDLE_SECONDS, IDLE_PERCENT = 3.0, 5.0  # it watches its files for a second before it reads them
STRANGER = 999_999  # writes first messages, never counted


class Talk:
    """What people do and see on a local Telegram."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._client = httpx.Client(base_url=self.url, timeout=10, trust_env=False)

    def opens(self) -> bool:
        """Whether the page answers."""
        try:
            return self._client.get("/").status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def say(self, user: int, text: str) -> None:
        """Write as `user`."""
        self._client.post("/sandbox/say", json={"user": user, "text": text}).raise_for_status()

    def answers(self, user: int) -> int:
        """How many messages the bot has sent to `user`."""
        messages = self._client.get(f"/sandbox/chats/{user}").raise_for_status().json()
        return sum(message["from"] == "bot" for message in messages)


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return ours without any setting of a real bot and without this virtual environment, plus `settings`."""
    ours = {name.upper() for name in Settings.model_fields} | {"VIRTUAL_ENV", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    here = str(Path(sys.executable).parent)
    path = os.pathsep.join(part for part in kept.get("PATH", "").split(os.pathsep) if part != here)
    return kept | {"PATH": path, "BROWSER": "true"} | dict(settings)


@contextmanager
def running(
    command: Sequence[str], folder: Path, settings: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Run in `folder` until the block ends; what it says is shown if the block fails."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield process
        except BaseException as error:
            log.seek(0)
            error.add_note(log.read()[-2000:])
            raise
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> float:
    """Press Ctrl-C and return the seconds until the process was gone."""
    begun = time.perf_counter()
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return time.perf_counter() - begun


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], pause: float = 0.02) -> float:
    """Return the moment (`perf_counter`) at which `ready` was true.

    Raises RuntimeError if the process ends before, TimeoutError if nothing happens for half an hour.
    """
    deadline = time.perf_counter() + PATIENCE_SECONDS
    while not ready():
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{process.args!r} did not get ready")
        time.sleep(pause)
    return time.perf_counter()


def first_answer(talk: Talk, process: subprocess.Popen[bytes], text: str) -> float:
    """Write one message as soon as the page is there; return the moment of its answer."""
    talk.say(STRANGER, text)
    return wait_until(lambda: talk.answers(STRANGER) > 0, process)


def settle(process: subprocess.Popen[bytes]) -> None:
    """Wait until a bot that answers has nothing else to do: after its start it reads its files anew."""
    watched = psutil.Process(process.pid)
    while watched.cpu_percent(IDLE_SECONDS) > IDLE_PERCENT:
        pass


def data_in(folder: Path) -> dict[str, str]:
    """Return settings that keep a bot's cache and database in `folder`."""
    return {"DATA_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'zuhause.db'}"}
