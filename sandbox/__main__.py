"""`python -m sandbox`: a local Telegram for bot processes, tests and people with a browser."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import socket
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import uvicorn

from sandbox.core import Telegram
from sandbox.server import application

if TYPE_CHECKING:
    from types import FrameType


class Server(uvicorn.Server):
    """A server that lets go of waiting polls as soon as it is told to stop."""

    def __init__(self, config: uvicorn.Config, core: Telegram) -> None:
        super().__init__(config)
        self._core = core

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """End what waits, then stop as usual."""
        self._closing = asyncio.run_coroutine_threadsafe(self._core.close(), self._loop)
        super().handle_exit(sig, frame)

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Serve until told to stop."""
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)


def main() -> str | None:
    """Run until Ctrl-C; return why it could not start."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", help="the only token to accept; without it any well-formed token will do")
    options = parser.parse_args()
    core = Telegram(lambda: datetime.now(UTC), tokens=[options.token] if options.token else [])
    config = uvicorn.Config(
        application(core),
        host=options.host,
        port=options.port,
        log_level="error",
        timeout_graceful_shutdown=1,
    )
    try:
        listening = listen(options.host, options.port)
    except OSError as error:
        return f"Cannot listen on {options.host}:{options.port}: {error.strerror}."
    sys.stdout.write(f"Local Telegram on http://{options.host}:{options.port}/ (Ctrl-C ends it)\n")
    sys.stdout.flush()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(Server(config, core).serve([listening]))
    return None


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket.

    Raises:
        OSError: if the address is in use or not ours.
    """
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


if __name__ == "__main__":
    sys.exit(main())
