"""Sealed names: unreadable without a key, readable with any of the keys, never lost."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Secret as Setting
from sqlalchemy import select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bot.db import Appointment, OutboxRow
from bot.db.resealing import reseal_all
from bot.db.secrets import (
    LENGTH,
    LONGEST,
    Secret,
    Vault,
    WrongKey,
    new_key,
    open_vault,
    put_in_front,
    read_keys,
)
from bot.errors import SettingsError
from tests.support.appointments import appointment

OLD, NEW = new_key(), new_key()
NAME = "ሰላም Müller أيشة"
VAULT = Vault([NEW, OLD])


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST))
def test_what_is_sealed_can_be_opened_again_and_fits_its_column(text):
    """Any script, also the letters that take four bytes."""
    sealed = VAULT.seal(text)

    assert VAULT.open(sealed) == text
    assert len(sealed) <= LENGTH


def test_the_same_name_never_looks_the_same():
    """Or equal names could be found without a key."""
    assert VAULT.seal(NAME) != VAULT.seal(NAME)


def test_the_first_key_seals_and_every_key_opens():
    """So an old backup can be read after a change of keys."""
    assert VAULT.open(Vault([OLD]).seal(NAME)) == NAME
    assert Vault([NEW]).open(VAULT.seal(NAME)) == NAME
    assert Vault([NEW]).open(VAULT.reseal(Vault([OLD]).seal(NAME))) == NAME


@pytest.mark.parametrize(
    "sealed", [Vault([OLD]).seal(NAME), "gAAAAA", "Müller", ""], ids=["other key", "torn", "plain", "empty"]
)
def test_a_wrong_key_is_said_with_its_cure_and_without_the_text(sealed):
    """Also where somebody has changed the text in the database."""
    with pytest.raises(WrongKey, match="ENCRYPTION_KEY=present,former") as raised:
        Vault([NEW]).open(sealed)

    assert raised.value.__cause__ is None
    assert "Müller" not in str(raised.value)


@pytest.mark.parametrize("keys", [[], [""], ["secret"], [NEW, "secret"], [NEW[:-2] + "ä="]])
def test_what_is_no_key_is_refused_without_showing_it(keys):
    """A slip in the settings or in the file."""
    with pytest.raises(SettingsError, match="44 letters") as raised:
        Vault(keys)

    assert NEW not in str(raised.value)
    assert "secret" not in str(raised.value)


def test_a_vault_shows_no_key():
    """It may stand in a log or in an error."""
    assert NEW not in repr(VAULT) + str(vars(VAULT))


def test_keys_come_from_the_setting_if_there_is_one(tmp_path):
    """No file is made then."""
    vault = open_vault(Setting(f"{NEW} , {OLD}"), tmp_path / "key")

    assert vault.open(Vault([OLD]).seal(NAME)) == NAME
    assert list(tmp_path.iterdir()) == []


def test_without_a_setting_a_key_is_made_once_that_only_the_owner_reads(tmp_path):
    """In a folder that may not be there yet."""
    file = tmp_path / "data" / "key"
    first = open_vault(None, file)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert open_vault(None, file).open(first.seal(NAME)) == NAME
    assert list(file.parent.iterdir()) == [file]


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    """Sixteen at once, none may seal with a key that is gone a moment later."""
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: read_keys(None, tmp_path / "key")[0], range(64)))

    assert len(set(found)) == 1


def test_a_new_key_goes_in_front_of_the_former_ones(tmp_path):
    """Nothing that is sealed becomes unreadable."""
    file = tmp_path / "key"
    (former,) = read_keys(None, file)
    put_in_front(file, NEW)

    assert read_keys(None, file) == [NEW, former]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_key_that_cannot_be_read_is_one_sentence(tmp_path):
    """A folder in its place, or a folder that cannot be written."""
    (tmp_path / "file").touch()
    for file in (tmp_path, tmp_path / "file" / "key"):
        with pytest.raises(SettingsError, match="or set ENCRYPTION_KEY"):
            read_keys(None, file)


def test_a_file_that_holds_no_key_is_one_sentence(tmp_path):
    """Emptied by a slip, or something else was saved in its place."""
    file = tmp_path / "key"
    for content in (b"", "Schlüssel".encode(), b"\xff\x00"):
        file.write_bytes(content)
        with pytest.raises(SettingsError, match="44 letters"):
            open_vault(None, file)


class Guests(DeclarativeBase):
    """Tables of this test."""


class Guest(Guests):
    """Somebody with a name."""

    __tablename__ = "guest"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str | None] = mapped_column(Secret)


async def test_a_name_that_nobody_sealed_does_not_reach_the_database(database):
    """Forgotten once is told at once, without the name."""
    sealed = VAULT.seal(NAME)
    async with database.write() as session:
        await session.run_sync(lambda sync: Guests.metadata.create_all(sync.connection()))
        session.add_all([Guest(name=sealed), Guest(name=None)])
    with pytest.raises(StatementError, match="seal this text") as raised:
        async with database.write() as session:
            session.add(Guest(name="Müller"))

    assert "Müller" not in str(raised.value)
    async with database.read() as session:
        assert list(await session.scalars(select(Guest.name).order_by(Guest.id))) == [sealed, None]


NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def store(database, *texts):
    """Texts in a column of the real tables that is wide enough."""
    async with database.write() as session:
        session.add_all(OutboxRow(key=text, chat_id=7, kind="seven", due_at=NOW) for text in texts)


async def stored(database):
    async with database.read() as session:
        return list(await session.scalars(select(OutboxRow.key).order_by(OutboxRow.id)))


async def test_after_a_change_the_new_key_alone_opens_everything(database):
    """In whatever table it stands; other texts stay as they are."""
    await store(database, Vault([OLD]).seal("a"), "remind/7", VAULT.seal("b"))
    async with database.write() as session:
        assert await reseal_all(session, VAULT) == 2

    first, reminder, second = await stored(database)
    assert [Vault([NEW]).open(first), reminder, Vault([NEW]).open(second)] == ["a", "remind/7", "b"]


async def test_names_and_numbers_of_appointments_are_among_them(database):
    """Where nobody gave one there is nothing to seal."""
    sealed = Vault([OLD]).seal(NAME)
    given, none = appointment(NOW, name=sealed, phone=sealed), appointment(NOW + timedelta(days=1))
    async with database.write() as session:
        session.add_all([given, none])
    async with database.write() as session:
        assert await reseal_all(session, VAULT) == 2
    async with database.read() as session:
        query = select(Appointment.name, Appointment.phone).order_by(Appointment.starts_at)
        first, second = (await session.execute(query)).all()

    assert [Vault([NEW]).open(text) for text in first] == [NAME, NAME]
    assert tuple(second) == (None, None)


async def test_a_text_without_its_key_stops_the_change_and_stays(database):
    """All or nothing: no text is sealed anew while another one cannot be."""
    before = [VAULT.seal("a"), Vault([new_key()]).seal("b")]
    await store(database, *before)
    with pytest.raises(WrongKey):
        async with database.write() as session:
            await reseal_all(session, VAULT)

    assert await stored(database) == before
