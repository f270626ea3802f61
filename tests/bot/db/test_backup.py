"""A backup is worth what can be restored from it: the same rows, on both databases."""

import asyncio
import itertools
import os
import secrets
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime

import psycopg
import pytest
from sqlalchemy import inspect, make_url, select

from bot.db import Appointment, Database, InboxRow, OutboxRow
from bot.db import postgres_programs as programs
from bot.db.backup import BackupError, back_up, restore
from bot.db.transactions import NoSuchDatabase, reading
from bot.db.upgrade import upgrade
from tests.support.appointments import appointment
from tests.support.rows import stored

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WRITE_AND_DIE = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from bot.db import Database, OutboxRow
from bot.db.upgrade import upgrade

async def work():
    database = Database(sys.argv[1])
    await upgrade(database)
    async with database.write() as session:
        session.add(OutboxRow(key="newest", chat_id=7, kind="test", due_at=datetime.now(UTC)))
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(work())
"""


def everything(url):
    with reading(url) as connection:
        return stored(connection)


@pytest.fixture
def place(database, request, tmp_path):
    """An empty place of the same kind as `database`."""
    if database.is_sqlite:
        yield f"sqlite:///{tmp_path / 'new' / 'office.db'}"
        return
    server, name = request.getfixturevalue("postgres_url"), f"test_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


async def test_what_was_backed_up_is_there_again_and_the_office_goes_on(database, place, tmp_path):
    """Made while the bot has the database open; the next appointment gets a number of its own."""
    document = {"text": "ሰላም “ü” \U0001f600", "deep": [1, None, {"x": True}]}
    async with database.write() as session:
        session.add_all([appointment(NOW), InboxRow(update_id=2**40, payload=document, received_at=NOW)])
    back_up(database.url, tmp_path / "copy")
    async with database.write() as session:
        session.add(OutboxRow(key="later", chat_id=7, kind="test", due_at=NOW))
    before = everything(database.url)
    restore(tmp_path / "copy", place)

    restored = Database(place)
    await upgrade(restored)
    assert everything(place) == before | {"outbox": []}
    async with restored.write() as session:
        session.add(appointment(NOW.replace(hour=10)))
    async with restored.read() as session:
        assert len(set(await session.scalars(select(Appointment.id)))) == 2
    await restored.close()


async def test_a_backup_made_while_the_bot_writes_holds_whole_transactions(database, place, tmp_path):
    """Two things at once: both are in it or neither, and nothing that was done before is missing."""
    written, ended = 0, asyncio.Event()

    async def write():
        nonlocal written
        while not ended.is_set():
            keys = (f"{written}/{half}" for half in "ab")
            async with database.write() as session:
                for key in keys:
                    session.add(OutboxRow(key=key, chat_id=7, kind="test", due_at=NOW))
                    await session.flush()
            written += 1

    writing = asyncio.create_task(write())
    for number in itertools.count():  # a small SQLite file is copied between two transactions
        before, copy = written, tmp_path / f"copy-{number}"
        await asyncio.to_thread(back_up, database.url, copy)
        if written > before:
            break
    ended.set()
    await writing
    restore(copy, place)
    with reading(place) as connection:
        keys = set(connection.scalars(select(OutboxRow.key)))

    assert {f"{number}/{half}" for number in range(before) for half in "ab"} <= keys
    assert keys == {f"{number}/{half}" for number in range(len(keys) // 2) for half in "ab"}


def test_what_a_killed_bot_had_not_yet_put_into_its_file_is_in_a_backup(tmp_path):
    """SQLite keeps the newest rows in a log beside the file; nobody has tidied it up."""
    url, copy = f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "copy"
    subprocess.run([sys.executable, "-c", WRITE_AND_DIE, url], check=False)
    assert (tmp_path / "office.db-wal").stat().st_size > 0
    back_up(url, copy)

    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT key FROM outbox").fetchall() == [("newest",)]


def test_a_database_that_cannot_be_read_is_one_sentence_and_leaves_no_copy(tmp_path):
    """Or a full disk: half a copy would be taken for a whole one."""
    (tmp_path / "office.db").write_bytes(b"SQLite format 3\0 and no more")
    with pytest.raises(BackupError, match="file is not a database"):
        back_up(f"sqlite:///{tmp_path / 'office.db'}", tmp_path / "copy")

    assert not (tmp_path / "copy").exists()


async def test_only_the_owner_may_read_a_backup_and_none_is_overwritten(database, tmp_path):
    """It holds data about people."""
    file = tmp_path / "copy"
    back_up(database.url, file)
    before = file.read_bytes()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(BackupError, match="exists already"):
        back_up(database.url, file)
    assert file.read_bytes() == before


async def test_a_place_that_cannot_be_written_is_one_sentence(database, tmp_path):
    """A folder that is not there."""
    with pytest.raises(BackupError, match="No such file or directory"):
        back_up(database.url, tmp_path / "no" / "copy")


async def test_nothing_is_restored_over_something(database, place, tmp_path):
    """Also not over an office without appointments."""
    back_up(database.url, tmp_path / "copy")
    async with database.write() as session:
        session.add(appointment(NOW))
    before = everything(database.url)
    with pytest.raises(BackupError, match=r"exists\. Stop the bot|not empty \(tables alembic_version"):
        restore(tmp_path / "copy", database.url)

    assert everything(database.url) == before


def test_a_log_that_belongs_to_another_file_is_not_read_into_the_restored_one(tmp_path):
    """Somebody has deleted the database and forgotten what lies beside it."""
    office, copy = tmp_path / "office.db", tmp_path / "copy"
    with sqlite3.connect(copy) as connection:
        connection.execute("CREATE TABLE t (x)")
    office.with_name("office.db-wal").touch()
    with pytest.raises(BackupError, match=r"office\.db-wal exists"):
        restore(copy, f"sqlite:///{office}")

    assert not office.exists()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_of_the_other_kind_is_refused_with_the_way_to_go(tmp_path, kind, request):
    """A file of SQLite cannot be read by PostgreSQL, nor the other way."""
    file = tmp_path / "copy"
    file.write_bytes(b"PGDMP" if kind == "sqlite" else b"SQLite format 3\0")
    url = f"sqlite:///{tmp_path / 'a.db'}" if kind == "sqlite" else request.getfixturevalue("fresh_postgres")
    with pytest.raises(BackupError, match="zuhause database copy"):
        restore(file, url)


async def test_a_torn_copy_leaves_the_place_empty(database, place, tmp_path):
    """It was cut off on its way here: the bot would notice weeks later, on a page it seldom reads."""
    async with database.write() as session:
        keys = (secrets.token_hex(50) for _ in range(2000))
        session.add_all(OutboxRow(key=key, chat_id=7, kind="test", due_at=NOW) for key in keys)
    copy = tmp_path / "copy"
    back_up(database.url, copy)
    os.truncate(copy, copy.stat().st_size // 2)
    with pytest.raises((BackupError, programs.ProgramError), match=r"is damaged|end of file"):
        restore(copy, place)

    assert left_behind(place) == []


def left_behind(url):
    """The tables of a database; none if it is a file that is not there."""
    try:
        with reading(url) as connection:
            return inspect(connection).get_table_names()
    except NoSuchDatabase:
        return []


def test_what_is_no_copy_of_a_bot_is_not_restored(tmp_path):
    """Another program's database."""
    copy, office = tmp_path / "copy", tmp_path / "new.db"
    with sqlite3.connect(copy) as connection:
        connection.execute("CREATE TABLE t (x)")
    with pytest.raises(BackupError, match="no copy of this bot's database"):
        restore(copy, f"sqlite:///{office}")

    assert not office.exists()


def test_a_missing_database_or_copy_is_one_sentence_and_leaves_nothing(tmp_path):
    """The place would otherwise be filled with an empty copy."""
    with pytest.raises(NoSuchDatabase):
        back_up(f"sqlite:///{tmp_path / 'missing.db'}", tmp_path / "copy")
    with pytest.raises(BackupError, match="No such file"):
        restore(tmp_path / "missing", f"sqlite:///{tmp_path / 'office.db'}")

    assert list(tmp_path.iterdir()) == []


def test_a_torn_copy_leaves_postgresql_empty(fresh_postgres, tmp_path):
    """What the program says is told."""
    (tmp_path / "copy").write_bytes(b"PGDMP and no more")
    with pytest.raises(programs.ProgramError, match="pg_restore failed"):
        restore(tmp_path / "copy", fresh_postgres)


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """A machine where PostgreSQL's programs are neither on PATH nor where Debian puts them."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(programs, "DEBIAN", tmp_path / "debian")
    (tmp_path / "bin").mkdir()
    return tmp_path / "bin"


@pytest.fixture
def somebody(fresh_postgres):
    """A URL of somebody who is not told where the server lives, with a password."""
    with psycopg.connect(fresh_postgres, autocommit=True) as connection:
        name = f"role_{secrets.token_hex(4)}"
        connection.execute(f"CREATE ROLE {name} LOGIN")
        yield (
            make_url(fresh_postgres)
            .set(username=name, password="pa:ss%w@rd")
            .render_as_string(hide_password=False)
        )
        connection.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


def program(folder, version, then=""):
    """A program that says its version, and then does something else."""
    file = folder / "pg_dump"
    file.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo "pg_dump (PostgreSQL) {version}" && exit\n{then}'
    )
    file.chmod(0o755)


def test_programs_are_found_beside_the_server(nowhere, fresh_postgres, tmp_path):
    """Where it runs on this machine and tells where it is."""
    back_up(fresh_postgres, tmp_path / "copy")

    assert (tmp_path / "copy").stat().st_size > 0


def test_a_missing_program_is_told_with_its_cure(nowhere, somebody, tmp_path):
    """And no empty file is left, which one could take for a copy."""
    with pytest.raises(programs.ProgramError, match=r"there is none of pg_dump here.\nInstall it"):
        back_up(somebody, tmp_path / "copy")

    assert not (tmp_path / "copy").exists()


def test_a_program_that_is_too_old_is_told(nowhere, somebody, tmp_path):
    """It would refuse in words of its own."""
    program(nowhere, "9.6.24")
    with pytest.raises(programs.ProgramError, match="only version 9 of pg_dump"):
        back_up(somebody, tmp_path / "copy")


def test_nobody_on_the_machine_sees_the_password(nowhere, somebody, tmp_path):
    """Arguments can be seen by everybody, the environment cannot."""
    seen = tmp_path / "seen"
    program(nowhere, "99.1", f'echo "$@" > {seen}; echo "$PGPASSWORD" >> {seen}')
    back_up(somebody, tmp_path / "copy")
    arguments, password = seen.read_text().splitlines()

    assert password == "pa:ss%w@rd"
    assert "pa" not in arguments.partition("postgresql://")[2].partition("@")[0]
