"""`zuhause database`: copies, backups and keys, as an operator types them."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.commands.database import app
from bot.db import Database, OutboxRow
from bot.db.copy import CopyError
from bot.db.secrets import Vault, WrongKey, new_key, read_keys
from bot.db.transactions import NoSuchDatabase
from bot.db.upgrade import upgrade

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def zuhause(monkeypatch, tmp_path):
    """The command in a folder of its own; what `main` would tell as a sentence is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("ENCRYPTION_KEY", raising=False)

    def run(*arguments, url=f"sqlite:///{tmp_path / 'office.db'}", key=None):
        settings = {"DATABASE_URL": url} | ({"ENCRYPTION_KEY": key} if key else {})
        return CliRunner().invoke(app, arguments, env=settings, catch_exceptions=False).output

    return run


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'office.db'}"
    return request.getfixturevalue("fresh_postgres")


def texts(url, *added):
    """The texts in a database, after adding some."""
    return asyncio.run(_texts(url, added))


async def _texts(url, added):
    database = Database(url)
    await upgrade(database)
    async with database.write() as session:
        session.add_all(OutboxRow(key=key, chat_id=7, kind="test", due_at=NOW) for key in added)
    async with database.read() as session:
        found = list(await session.scalars(select(OutboxRow.key).order_by(OutboxRow.id)))
    await database.close()
    return found


def test_an_office_moves_to_postgresql(zuhause, tmp_path, fresh_postgres):
    """What was copied is listed by table."""
    source = f"sqlite:///{tmp_path / 'office.db'}"
    texts(source, "one", "two")
    said = zuhause("copy", source, fresh_postgres)

    assert "outbox: 2\n" in said
    assert "Now set DATABASE_URL" in said
    assert texts(fresh_postgres) == ["one", "two"]
    with pytest.raises(CopyError, match="not empty"):
        zuhause("copy", source, fresh_postgres)


def test_a_backup_is_restored_elsewhere(zuhause, url, tmp_path):
    """And the operator is told that the key is not in it."""
    texts(url, "one")
    said = zuhause("backup", "copy", url=url)

    assert said.startswith("Copied to copy\n")
    assert str(tmp_path / "data" / "key") in said.replace("\n", "")
    assert "key" not in zuhause("backup", "copy2", url=url, key=new_key())
    if url.startswith("sqlite"):
        elsewhere = f"sqlite:///{tmp_path / 'elsewhere.db'}"
        assert zuhause("restore", "copy", url=elsewhere) == "Restored from copy\n"
        assert texts(elsewhere) == ["one"]


def test_the_keys_of_the_setting_are_changed_without_losing_a_name(zuhause, url):
    """A new one is set in front, everything is sealed with it, the former one may go."""
    former, new = zuhause("new-key").strip(), zuhause("new-key").strip()
    texts(url, Vault([former]).seal("a"))
    assert "put a key of `zuhause database new-key` in front" in zuhause("rotate-key", "--new", key=former)
    assert "Encrypted with the first key: 1" in zuhause("rotate-key", url=url, key=f"{new},{former}")
    assert [Vault([new]).open(text) for text in texts(url)] == ["a"]
    with pytest.raises(WrongKey):
        zuhause("rotate-key", url=url, key=former)


def test_the_keys_of_the_file_are_changed_without_losing_a_name(zuhause, url, tmp_path):
    """A bot that still runs with the former key meanwhile loses nothing either."""
    file = tmp_path / "data" / "key"
    (former,) = read_keys(None, file)
    texts(url, Vault([former]).seal("a"))
    assert "Encrypted with the first key: 1" in zuhause("rotate-key", "--new", url=url)
    new, kept = read_keys(None, file)
    texts(url, Vault([former]).seal("b"))

    assert kept == former
    assert zuhause("rotate-key", url=url) == "Encrypted with the first key: 2\n"
    assert [Vault([new]).open(text) for text in texts(url)] == ["a", "b"]


def test_a_wrong_key_changes_nothing(zuhause, url):
    """The sentence says how to bring the former key back."""
    sealed = Vault([new_key()]).seal("a")
    texts(url, sealed)
    with pytest.raises(WrongKey, match="Nothing is lost"):
        zuhause("rotate-key", url=url, key=new_key())

    assert texts(url) == [sealed]


def test_old_data_goes_only_with_commit(zuhause, url):
    """Without it the numbers are shown."""
    texts(url, "one")
    database = Database(url)

    async def send():
        async with database.write() as session:
            (row,) = await session.scalars(select(OutboxRow))
            row.done_at = datetime(2026, 1, 1, tzinfo=UTC)
        await database.close()

    asyncio.run(send())
    shown = zuhause("purge", url=url)

    assert "outbox: 1\n" in shown
    assert "Nothing was deleted" in shown
    assert texts(url) == ["one"]
    assert "Deleted." in zuhause("purge", "--commit", url=url)
    assert texts(url) == []


@pytest.mark.parametrize(
    "address", ["office", "mysql://host/office", "postgresql://me:secret@host:port/office"]
)
def test_what_is_no_url_is_one_sentence_without_the_password(zuhause, address):
    """A slip on the command line."""
    with pytest.raises(NoSuchDatabase, match="no URL of a database") as raised:
        zuhause("copy", address, "sqlite:///new.db")

    assert "secret" not in str(raised.value)
