"""The bot with a real Rasa server: it understands by it, and does not need it."""

import httpx
import pytest
from pybreaker import CircuitBreaker

from bot.start import staff_examples
from nlu.emergency import load_emergency_words
from nlu.outcome import load_thresholds
from nlu.remote import Rasa
from nlu.understand import DATA, Understander, base_examples, unambiguous
from tests.support.processes import PATIENCE
from tests.support.rasa import Memory
from tests.support.rasa_server import make, rasa_server, run
from tests.support.town import open_town, real_content, real_understander

QUESTION = "Guten Morgen, wo könnte meine Schwester denn bitte Deutsch lernen?"
AGAIN = "Und mein Bruder, wo findet der bitte einen Deutschkurs am Abend?"
ODD = (
    "",
    "?!",
    "😀",
    "\x00",
    "x" * 50_000,
    "wo " * 20_000,
    "\ud800",
    "سلام hello привет",
    "[a](b)",
    "/restart",
)


class Counting(httpx.HTTPTransport):
    """A real transport that notes how many answers came."""

    answers = 0

    def handle_request(self, request):
        response = super().handle_request(request)
        self.answers += 1
        return response


@pytest.fixture
def transport():
    """The way to Rasa."""
    return Counting()


@pytest.fixture
def memory():
    """What the circuit breaker knows."""
    return Memory()


@pytest.fixture
def connect(transport, memory):
    """A function that makes the bot's client, with more patience because a test machine may be busy."""
    made = []

    def client(url: str) -> Rasa:
        topics = real_understander().recogniser.topics
        thresholds = load_thresholds(DATA / "thresholds-rasa.yml")
        breaker = CircuitBreaker(1, 30, state_storage=memory, throw_new_error_on_trip=False)
        made.append(Rasa(url, topics, thresholds, transport=transport, seconds=PATIENCE, breaker=breaker))
        return made[-1]

    yield client
    for one in made:
        one.close()


def understanding_by(client: Rasa) -> Understander:
    """Rasa first, the embedded recogniser after it."""
    return Understander(
        real_understander().recogniser,
        unambiguous([*base_examples(DATA), *staff_examples(real_content())]),
        load_thresholds(DATA / "thresholds.yml"),
        load_emergency_words(DATA / "emergency.yml"),
        client,
    )


async def test_the_conversation_goes_on_when_rasa_dies(
    sqlite_database, mortal_rasa, project, connect, transport, memory
):
    """Rasa answers, is killed, the embedded recogniser answers and health says so; Rasa comes back."""
    understander = understanding_by(connect(mortal_rasa.url))
    async with open_town(sqlite_database, understander=understander) as town:
        oksana = town.person()
        await oksana.say(QUESTION)
        assert "vhs" in oksana.text
        assert transport.answers == 1
        assert await town.services.ping() is None

        mortal_rasa.kill()
        asked = transport.answers
        await oksana.say(AGAIN)
        assert "vhs" in oksana.text
        assert transport.answers == asked
        assert "Rasa does not answer" in await town.services.ping()

        with rasa_server(project, mortal_rasa.port):
            memory.advance(30)
            await oksana.say(QUESTION)
            assert "vhs" in oksana.text
            assert transport.answers == asked + 1
            assert await town.services.ping() is None


def test_rasa_ranks_every_topic_and_keeps_messages_to_itself(rasa, connect):
    """The answer is one the client accepts, with all topics; Rasa's log says nothing of the message."""
    understander = understanding_by(connect(rasa.url))
    understood = understander.understand(QUESTION)

    assert understander.degraded is None
    assert (understood.outcome, understood.topic) == ("answer", "german-courses")
    assert "Schwester" not in rasa.log


@pytest.mark.parametrize("text", ODD)
def test_odd_messages_are_no_trouble_for_rasa(rasa, connect, text):
    """Nothing, only signs, very long, half characters, many scripts, a command of Rasa's own."""
    client = connect(rasa.url)

    assert client.rank(text), client.away


def test_the_project_is_valid_by_rasas_own_judgement(project):
    """Configuration, domain and training data fit together."""
    done = run(make("rasa-validate", RASA_DATA=project))

    assert done.returncode == 0, done.stdout
