"""A real Rasa, trained on the German and English sentences: all topics, a minute instead of four."""

import pytest

from bot.start import staff_examples
from nlu.export import export_rasa
from nlu.understand import DATA, base_examples
from tests.support.rasa_server import install, rasa_server, train
from tests.support.town import real_content

LANGUAGES = frozenset({"de", "en"})


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """A folder with an export and the model of it."""
    install()
    folder = tmp_path_factory.mktemp("rasa")
    examples = [*base_examples(DATA), *staff_examples(real_content())]
    export_rasa([one for one in examples if one.language in LANGUAGES], folder / "export")
    train(folder)
    return folder


@pytest.fixture(scope="session")
def rasa(project):
    """A server for all tests that leave it alone."""
    with rasa_server(project) as running:
        yield running


@pytest.fixture
def mortal_rasa(project):
    """A server of its own for a test that kills it."""
    with rasa_server(project) as running:
        yield running
