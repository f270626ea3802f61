"""A translation service on this machine."""

import pytest

from tests.support.translator import acted_translator


@pytest.fixture
def service():
    """It answers at once, unless a test tells it otherwise."""
    with acted_translator() as running:
        yield running
