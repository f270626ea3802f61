"""Delivering updates to the bot's webhook as Telegram does.

Updates of one chat and kind go one after the other, up to `max_connections` at once. A failed one is tried
again immediately, then after 2, 4, 8 … seconds (120 at most), or when Retry-After says.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from datetime import datetime

    from sandbox.core import Telegram
    from sandbox.errors import Json
    from sandbox.updates import Update

LONGEST_DELAY = 120
LONGEST_RETRY_AFTER = 3600
ANSWER_TIMEOUT = 60.0
_NOT_AS_ANSWER = ("get", "setwebhook", "deletewebhook", "close", "logout")


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go."""

    url: str
    secret: str = ""
    max_connections: int = 40


class Webhook:
    """The sender; it works as long as a target is set."""

    def __init__(self, core: Telegram) -> None:
        self.target: Target | None = None
        self.last_error: tuple[int, str] | None = None
        self.set_at: datetime | None = None
        self._core = core
        self._sender: asyncio.Task[None] | None = None

    async def start(self, target: Target) -> None:
        """Send everything to this target from now on."""
        await self.stop()
        self.target, self.last_error = target, None
        self._sender = asyncio.create_task(self._send_all(target))

    async def stop(self) -> None:
        """Send no more; what is on its way is given up and stays in the queue."""
        self.target = None
        if self._sender:
            self._sender.cancel()
            await asyncio.gather(self._sender, return_exceptions=True)
            self._sender = None

    async def _send_all(self, target: Target) -> None:
        busy: dict[tuple[int, str], asyncio.Task[None]] = {}
        limits = httpx.Limits(max_connections=target.max_connections)
        queue = self._core.updates
        try:
            async with httpx.AsyncClient(limits=limits, timeout=ANSWER_TIMEOUT, trust_env=False) as client:
                while True:
                    busy = {line: task for line, task in busy.items() if not task.done()}
                    for update in queue.pending():
                        if update.line not in busy:
                            busy[update.line] = asyncio.create_task(
                                self._send_line(client, target, update.line)
                            )
                    await queue.arrived.wait(1)
        finally:
            for task in busy.values():
                task.cancel()
            await asyncio.gather(*busy.values(), return_exceptions=True)

    async def _send_line(self, client: httpx.AsyncClient, target: Target, line: tuple[int, str]) -> None:
        while update := self._core.updates.next_on(line):
            await self._send(client, target, update)

    async def _send(self, client: httpx.AsyncClient, target: Target, update: Update) -> None:
        delay, failures = 1, 0
        while self._core.updates.holds(update):
            fault, retry_after, answer = await self._post(client, target, update)
            if fault is None:
                self._core.updates.drop(update.update_id)
                await self._execute(answer)
                return
            self.last_error = self._core.timestamp(), fault
            if failures and not retry_after:
                delay = min(LONGEST_DELAY, delay * 2)
            await asyncio.sleep(retry_after or (delay if failures else 0))
            failures += 1

    async def _post(
        self, client: httpx.AsyncClient, target: Target, update: Update
    ) -> tuple[str | None, int, Json]:
        headers = {"X-Telegram-Bot-Api-Secret-Token": target.secret} if target.secret else {}
        try:
            response = await client.post(target.url, json=update.as_json, headers=headers)
        except httpx.ConnectError:
            return "Connection refused", 0, {}
        except httpx.TimeoutException:
            return "Read timeout expired", 0, {}
        except httpx.HTTPError:
            return "Webhook connection closed", 0, {}
        if response.is_success:
            return None, 0, _answer(response)
        seconds = response.headers.get("Retry-After", "")
        retry_after = min(int(seconds), LONGEST_RETRY_AFTER) if seconds.isdecimal() else 0
        fault = f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}"
        return fault, retry_after, {}

    async def _execute(self, answer: Json) -> None:
        """Carry out a method the bot put into its response, with no answer to it."""
        method = str(answer.get("method", ""))
        if method and not method.lower().startswith(_NOT_AS_ANSWER):
            params = {name: value for name, value in answer.items() if name != "method"}
            await self._core.perform(method, params)


def _answer(response: httpx.Response) -> Json:
    if "json" not in response.headers.get("Content-Type", ""):
        return {}
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
