"""New content while the bot runs: checked whole, served at once, learned beside the answers.

Two swaps, each of one whole: the content as soon as it is free of faults, the recogniser when it has learned.
In between the former recogniser answers with the new texts. With faults the last good version stays.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from os.path import samestat
from typing import TYPE_CHECKING

import structlog
from watchfiles import Change, awatch

from bot.content.check import report
from bot.content.load import load
from bot.start import keep_good

if TYPE_CHECKING:
    from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable
    from os import stat_result
    from pathlib import Path

    from watchfiles.main import FileChange

    from bot.content.load import Loaded
    from bot.content.schema import Content
    from nlu.understand import Understander

SETTLE_MS = 500  # an editor writes a file in several steps
WATCHED_MS = 1_000  # after so long without a change the watch has surely begun
LOOK_AGAIN_SECONDS = 10.0
log = structlog.get_logger(__name__)


async def changes(directory: Path, look_again: float = LOOK_AGAIN_SECONDS) -> AsyncIterator[object]:
    """Yield once the folder is watched, as it may have changed before, and after each change.

    Goes on when another folder takes its place, and looks now and then where it cannot be watched.
    """
    while True:
        try:
            watched, unseen = directory.stat(), True  # noqa: ASYNC240  as quick as the loop itself
            async for change in awatch(
                directory, debounce=SETTLE_MS, rust_timeout=WATCHED_MS, yield_on_timeout=True
            ):
                if change or unseen:
                    unseen = False
                    yield change
                if _is_gone(directory, watched, change):
                    break
        except OSError as error:  # it is away, or the system has no watch left
            log.warning("content is not watched, looking again", seconds=look_again, error=str(error))
            await asyncio.sleep(look_again)
            yield set()


def _is_gone(directory: Path, watched: stat_result, change: set[FileChange]) -> bool:
    """Whether `directory` is not what is watched any more. A new folder may have the number of the old."""
    return (Change.deleted, str(directory.absolute())) in change or not samestat(watched, directory.stat())


@dataclass(frozen=True, slots=True)
class Renewal:
    """Renews what is served from the content folder `directory`; good versions are kept in `cache`.

    `understand` makes the understander of a content in another thread, however long that takes, and raises
    InterruptedError if the folder has changed meanwhile. `serve` takes a new content or a new understander.
    `tell` is given what staff should know each time the folder was read: the report of its faults, or "".
    """

    directory: Path
    cache: Path
    understand: Callable[[Content], Understander]
    serve: Callable[[Content | None, Understander | None], None]
    tell: Callable[[str], Awaitable[None]]

    async def follow(self, changes: AsyncIterable[object], served: Content) -> None:
        """Renew after each change until there are no more; `served` is the content of the beginning."""
        async for _ in changes:
            served = await self.renew(served)

    async def renew(self, served: Content) -> Content:
        """Serve what stands in the folder now, if it is new and good; return what is served then."""
        loaded = await asyncio.to_thread(self._read)
        faults = report(loaded.findings).replace(f"{self.directory.parent.as_posix()}/", "")
        await self.tell(faults)
        if loaded.content is None:
            log.warning("content has faults, serving the last good version", faults=faults)
            return served
        if loaded.content.version != served.version:
            await self._learn(loaded.content)
        return loaded.content

    def _read(self) -> Loaded:
        loaded = load(self.directory)
        if loaded.content:
            keep_good(self.directory, self.cache)
        return loaded

    async def _learn(self, content: Content) -> None:
        self.serve(content, None)
        log.info("new content is served", version=content.version[:8])
        try:
            self.serve(None, await asyncio.to_thread(self.understand, content))
        except InterruptedError:
            return  # the next change learns it
        except OSError as error:
            log.warning("new content cannot be learned, the former recogniser answers", error=str(error))
        else:
            log.info("new content is learned", version=content.version[:8])
