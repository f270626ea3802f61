"""A folder to run in, and a local Telegram in a process of its own."""

import pytest

from tests.support.processes import local_telegram, new_home


@pytest.fixture
def home(tmp_path):
    """An empty folder, with what has to be learnt learnt already."""
    return new_home(tmp_path)


@pytest.fixture
def telegram(home):
    """A local Telegram that lives on when a bot dies."""
    with local_telegram(home) as phones:
        yield phones
