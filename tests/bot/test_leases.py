"""What only one process may do: one has the lease, another gets it when that one has gone."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot import inbox, leases
from bot.db import Database, InboxRow, OutboxRow
from bot.db.file_lock import LockError
from bot.leases import LENGTH, Turn, alone, end_former, give_back, take
from bot.outbox import Promise, claim, promise

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOLD_A_LOCK = """
import sqlite3, sys, time
lock = sqlite3.connect(sys.argv[1] + ".lock", isolation_level=None)
lock.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
time.sleep(600)
"""


async def test_one_has_the_lease_and_the_other_has_not(database):
    """As long as the first renews it."""
    assert await take(database, "receiver", "one", NOW)
    assert not await take(database, "receiver", "other", NOW + LENGTH)
    assert await take(database, "receiver", "one", NOW + LENGTH)
    assert not await take(database, "receiver", "other", NOW + 2 * LENGTH)


async def test_a_lease_that_has_run_out_is_for_whoever_comes(database):
    """And the former holder has lost it."""
    await take(database, "receiver", "one", NOW)

    assert await take(database, "receiver", "other", NOW + LENGTH + SECOND)
    assert not await take(database, "receiver", "one", NOW + LENGTH + SECOND)


async def test_a_lease_that_is_given_back_is_free_at_once(database):
    """Only its holder can give it back."""
    await take(database, "receiver", "one", NOW)
    await give_back(database, "receiver", "other")
    assert not await take(database, "receiver", "other", NOW)
    await give_back(database, "receiver", "one")

    assert await take(database, "receiver", "other", NOW)


async def test_leases_of_different_names_have_nothing_to_do_with_each_other(database):
    """One may receive while another does something else."""
    assert await take(database, "receiver", "one", NOW)
    assert await take(database, "sweeper", "other", NOW)


async def test_of_many_who_come_at_once_one_gets_it(database):
    """The database decides."""
    got = await asyncio.gather(*(take(database, "receiver", str(number), NOW) for number in range(8)))

    assert sum(got) == 1


class Worker:
    """Notes when it begins and ends."""

    def __init__(self, database, clock):
        self.turn = Turn(database, "receiver", lambda: clock[0])
        self.works = asyncio.Event()
        self.ended = asyncio.Event()
        self.task = asyncio.create_task(self.turn.do(self._work))

    async def _work(self):
        self.works.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.works.clear()
            self.ended.set()

    async def stop(self):
        self.task.cancel()
        await asyncio.wait([self.task])


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits for seconds here."""
    monkeypatch.setattr(leases, "RENEW_SECONDS", 0.02)
    monkeypatch.setattr(leases, "LOOK_EVERY_SECONDS", 0.02)


async def test_work_goes_over_to_another_one_at_once_after_a_tidy_end(database, impatient):
    """The second waits meanwhile, however long."""
    clock = [NOW]
    one, other = Worker(database, clock), Worker(database, clock)
    await asyncio.wait(
        [asyncio.create_task(w.works.wait()) for w in (one, other)], return_when="FIRST_COMPLETED"
    )
    first, second = (one, other) if one.works.is_set() else (other, one)
    clock[0] += 5 * SECOND
    await asyncio.sleep(0.1)
    clock[0] += LENGTH
    assert not second.works.is_set()
    await first.stop()

    await asyncio.wait_for(second.works.wait(), 10)
    await second.stop()


async def test_whoever_stood_still_for_too_long_stops_when_it_wakes_up(database, impatient):
    """Another one has begun by then."""
    clock = [NOW]
    worker = Worker(database, clock)
    await worker.works.wait()
    assert await take(database, "receiver", "other", NOW + LENGTH + SECOND)

    await asyncio.wait_for(worker.ended.wait(), 10)
    await worker.stop()
    assert not await take(database, "receiver", "third", NOW + LENGTH + SECOND)


async def test_what_goes_wrong_in_the_work_is_told(database):
    """And the lease is free."""

    async def fail():
        raise ValueError("no such token")

    with pytest.raises(ValueError, match="no such token"):
        await Turn(database, "receiver", lambda: NOW).do(fail)
    assert await take(database, "receiver", "other", NOW)


@pytest.fixture
def first_process(sqlite_database, tmp_path):
    """Another process at work with the same file."""
    command = [sys.executable, "-c", HOLD_A_LOCK, tmp_path / "office.db"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


async def test_a_second_process_on_sqlite_waits_until_the_first_is_gone(
    sqlite_database, first_process, impatient
):
    """Also when it was killed: the operating system knows at once. The log says what it waits for."""
    entered = asyncio.Event()

    async def come():
        async with alone(sqlite_database):
            entered.set()

    with capture_logs() as logs:
        waiting = asyncio.create_task(come())
        await asyncio.sleep(0.1)
        assert not entered.is_set()
        first_process.kill()
        await asyncio.wait_for(waiting, 10)

    assert [entry["event"] for entry in logs] == [
        "another process works with this database, waiting for its end"
    ]


async def test_a_lock_that_nobody_can_take_is_told_and_not_waited_for(sqlite_database, tmp_path):
    """A folder in its place, or one that this user may not write: waiting would have no end."""
    (tmp_path / "office.db.lock").mkdir()
    with pytest.raises(LockError, match=r"office\.db\.lock: .* May this user write there"):
        async with alone(sqlite_database):
            pass


async def test_nobody_needs_to_be_alone_on_postgresql(fresh_postgres):
    """Several processes are welcome there."""
    one, other = Database(fresh_postgres), Database(fresh_postgres)
    async with alone(one), alone(other):
        pass
    await one.close()
    await other.close()


async def promised(database):
    async with database.write() as session:
        await promise(session, Promise("a", 7, "staff", NOW, {}))
    await claim(database, NOW)


async def held(database, table):
    async with database.read() as session:
        return (await session.scalar(select(table))).leased_until is not None


async def test_what_a_killed_process_had_taken_is_free_for_the_next_one_that_is_alone(database):
    """On SQLite; on PostgreSQL others may be at work, so nothing is touched there."""
    await inbox.store(database, [{"update_id": 1}], NOW)
    await inbox.claim(database, NOW, 1)
    await promised(database)
    await end_former(database)

    for table in (InboxRow, OutboxRow):
        assert await held(database, table) is not database.is_sqlite
