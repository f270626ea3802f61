"""The real Rasa, made and started by the project's own recipes, as an operator would."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.processes import eventually, free_port
from tests.support.town import ROOT

KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "PYENV_ROOT")


def make(target: str, **variables: object) -> list[str]:
    """The command of one of our targets."""
    return ["make", "--silent", target, *(f"{name}={value}" for name, value in variables.items())]


def environment() -> dict[str, str]:
    """What is usual on a machine, without this process' own settings; pip's are the operator's."""
    return {name: value for name, value in os.environ.items() if name in KEPT or name.startswith("PIP_")}


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """A recipe that ends by itself, with everything it says in `stdout`."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env=environment(),
        stdout=-1,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


def install() -> None:
    """Make Rasa's environment where it is missing; skip where there is no Python for it."""
    done = run(make(".venv-rasa/installed"))
    if "Rasa needs Python 3.10" in done.stdout:
        pytest.skip(done.stdout.strip())
    assert done.returncode == 0, done.stdout


def train(folder: Path) -> None:
    """Train on the export in `folder`, as `make rasa-train` does on all languages."""
    done = run(make("rasa-learn", RASA_DATA=folder))
    assert done.returncode == 0, done.stdout


class RasaServer:
    """A Rasa process on a port of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port, self.url = port, f"http://127.0.0.1:{port}"
        self._log = folder / "rasa.log"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                make("rasa-serve", RASA_DATA=folder, RASA_PORT=port),
                cwd=ROOT,
                env=environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # make and Rasa can be killed together
            )

    @property
    def log(self) -> str:
        """Everything it has written."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def until_ready(self) -> None:
        """Wait until a model is loaded and has answered once."""
        eventually(lambda: self._answers() or self._process.poll() is not None, lambda: self.log)
        assert self._process.poll() is None, self.log

    def kill(self) -> None:
        """End it as a power failure would."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        try:
            answer = httpx.post(
                f"{self.url}/model/parse", json={"text": "Hallo"}, trust_env=False, timeout=30
            )
        except httpx.TransportError:
            return False
        return answer.is_success


@contextmanager
def rasa_server(folder: Path, port: int | None = None):
    """A served model from `folder`; the process is gone at the end of the block."""
    server = RasaServer(folder, port or free_port())
    try:
        server.until_ready()
        yield server
    finally:
        server.kill()
