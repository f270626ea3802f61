"""python-telegram-bot's transport onto a core in the same process; JSON is really written and read."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from sandbox.errors import ApiError
from sandbox.params import Upload

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

    from sandbox.core import Telegram

_PATH = re.compile(r"(?P<file>/file)?/bot(?P<token>[^/]*)/(?P<rest>.*)$")


class SandboxRequest(BaseRequest):
    """For `Application.builder().request(…).get_updates_request(…)`; one each, like HTTPXRequest.

    Args:
        core: the local Telegram.
        token: the bot's token, which the core then accepts.
    """

    def __init__(self, core: Telegram, token: str) -> None:
        self._core = core
        core.admit(token)

    @property
    def read_timeout(self) -> float:
        """Seconds until a call is given up."""
        return 5.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(  # noqa: PLR0913, PLR0917  the signature is python-telegram-bot's
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Answer as Telegram's server would: status and body.

        Raises:
            NetworkError: for a URL that is not the Bot API's.
            TimedOut: when the core takes longer than the read timeout.
        """
        match = _PATH.search(url)
        if match is None:
            raise NetworkError(f"no Bot API at {url}")
        seconds = read_timeout if isinstance(read_timeout, int | float) else self.read_timeout
        try:
            async with asyncio.timeout(None if read_timeout is None else seconds):
                return await self._answer(match, request_data)
        except TimeoutError:
            raise TimedOut from None

    async def _answer(self, match: re.Match[str], data: RequestData | None) -> tuple[int, bytes]:
        token, rest = unquote(match["token"]), unquote(match["rest"])
        if match["file"]:
            return self._file(token, rest)
        params = data.json_parameters if data else {}
        status, body = await self._core.call(token, rest, params, _uploads(data))
        return status, json.dumps(body).encode()

    def _file(self, token: str, path: str) -> tuple[int, bytes]:
        try:
            return 200, self._core.download(token, path).data
        except ApiError as error:
            return error.code, json.dumps(error.body).encode()


def _uploads(data: RequestData | None) -> dict[str, Upload]:
    if data is None or not data.contains_files:
        return {}
    uploads = {}
    for name, (file_name, content, mime_type) in data.multipart_data.items():
        read = content if isinstance(content, bytes) else content.read()
        uploads[name] = Upload(file_name or name, read, mime_type)
    return uploads
