"""PostgreSQL's own programs: found where they are, new enough for the server, told no password aloud."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, text
from sqlalchemy.exc import ProgrammingError

from bot.db.transactions import reading
from bot.errors import ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

DEBIAN = Path("/usr/lib/postgresql")
NOWHERE = "/nonexistent"


class ProgramError(ZuhauseError):
    """A program is missing, too old, or has failed; the text says which and what to do."""


def run(name: str, url: URL, *arguments: str) -> None:
    """Run a program such as pg_dump on the database of `url`. Raises ProgramError."""
    program = _newest_enough(name, url)
    command = [program, "--no-password", f"--dbname={_address(url)}", *arguments]
    password = {"PGPASSWORD": url.password} if url.password else {}  # arguments can be seen by everybody
    done = subprocess.run(  # noqa: S603  PostgreSQL's own program, no shell
        command,
        env=os.environ | password,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise ProgramError(f"{name} failed:\n{done.stderr.strip()}")


def _newest_enough(name: str, url: URL) -> str:
    """A program reads servers of its own version and of older ones."""
    with reading(url.render_as_string(hide_password=False)) as connection:
        needed = int((connection.dialect.server_version_info or (0,))[0])
        found = {program: _version(program) for program in _candidates(name, connection)}
    for program, version in found.items():
        if version >= needed:
            return program
    there = f"only version {max(found.values())}" if found else "none"
    raise ProgramError(
        f"The server is PostgreSQL {needed}, and there is {there} of {name} here.\n"
        f"Install it (Debian: apt install postgresql-client-{needed}) or do this where the server is."
    )


def _candidates(name: str, connection: Connection) -> Iterator[str]:
    """On PATH, beside the server if it runs on this machine, and where Debian keeps several versions."""
    folders = [None, _servers_folder(connection), *sorted(DEBIAN.glob("*/bin"), reverse=True)]
    yield from filter(None, (shutil.which(name, path=folder) for folder in folders))


def _servers_folder(connection: Connection) -> str:
    """Told to superusers only."""
    try:
        return connection.scalar(text("SELECT setting FROM pg_config WHERE name = 'BINDIR'")) or NOWHERE
    except ProgrammingError:
        return NOWHERE


def _version(program: str) -> int:
    """The major version; 0 for a program that does not say."""
    said = subprocess.run([program, "--version"], capture_output=True, encoding="utf-8", check=False)  # noqa: S603
    number = re.search(r" (\d+)", said.stdout)
    return int(number[1]) if number else 0


def _address(url: URL) -> str:
    """As PostgreSQL's own library reads it, without the password (which `url.set` would keep)."""
    return URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    ).render_as_string()
