"""Serving the local Telegram so that it starts with a clear word and stops at once."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from sandbox.core import Telegram


class Server(uvicorn.Server):
    """A server that lets go of waiting polls as soon as it is told to stop."""

    def __init__(self, config: uvicorn.Config, core: Telegram) -> None:
        super().__init__(config)
        self._core = core

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what waits, then stop as usual."""
        await self._core.close()
        await super().shutdown(sockets)


def configure(application: Starlette) -> uvicorn.Config:
    """Quiet, and patient for one second with whoever is still connected at the end."""
    return uvicorn.Config(application, log_level="error", timeout_graceful_shutdown=1)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that already takes connections.

    Raises:
        OSError: if the address is in use or not ours.
    """
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    # Without the protocol asyncio does not switch Nagle's delay off: 40 ms on every call (measured).
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError:
        listening.close()
        raise
    return listening
