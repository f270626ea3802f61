"""Rasa behind HTTP: a real server that answers, stays silent, fails, lies and comes back."""

import threading

import pytest
from pybreaker import CircuitBreaker
from structlog.testing import capture_logs

from nlu.emergency import load_emergency_words
from nlu.examples import Example
from nlu.outcome import Thresholds
from nlu.recogniser import Ranked, train
from nlu.remote import Rasa
from nlu.understand import DATA, Understander, unambiguous
from tests.support.rasa import Memory, acted_rasa, parsed

TOPICS = ("housing", "meetups", "work")
SHARES = {"meetups": 0.7, "work": 0.2, "housing": 0.1}
RANKING = (Ranked("meetups", 0.7), Ranked("work", 0.2), Ranked("housing", 0.1))
THRESHOLDS = Thresholds(answer=0.6, offer=0.5, choice=0.1, emergency=0.3)
PATIENT, HASTY = 30.0, 0.05
SECRET = "my address is Wiesenweg"


@pytest.fixture
def server():
    """A Rasa that finds meetups in everything."""
    with acted_rasa() as running:
        running.body = parsed(**SHARES)
        yield running


@pytest.fixture
def memory():
    """What the circuit breaker knows."""
    return Memory()


@pytest.fixture
def ask(server, memory):
    """A function that makes clients with a given patience, on one breaker (three failures, 30 seconds)."""
    breaker = CircuitBreaker(3, 30, state_storage=memory, throw_new_error_on_trip=False)
    made = []

    def client(seconds=PATIENT, url=None):
        made.append(Rasa(url or server.url, TOPICS, THRESHOLDS, seconds=seconds, breaker=breaker))
        return made[-1]

    yield client
    for one in made:
        one.close()


@pytest.fixture
def rasa(ask):
    """A client that waits as long as a test machine may need."""
    return ask()


def test_an_answer_becomes_a_ranking_like_that_of_the_embedded_recogniser(rasa):
    """All topics, the likeliest first, and nothing is away."""
    assert rasa.rank("Wo ist das Café?") == RANKING
    assert rasa.away is None


def test_a_message_goes_out_clean_and_short(rasa, server):
    """What no reader sees is not sent, nor more than is judged; a half character is no fault."""
    rasa.rank("\x00Wo\u200b  ist\ud800 das?" + "x y" * 50_000)

    assert server.asked[0].startswith("Wo ist das?")
    assert len(server.asked[0]) <= 1_000


def test_nobody_can_name_a_topic_to_rasa(rasa, server):
    """Rasa would take a slash for a command of a developer and answer it without thinking."""
    rasa.rank("/ /meetups")

    assert server.asked == ["meetups"]


def test_one_failure_is_asked_again(rasa, server):
    """A single hiccup is not noticed by anybody."""
    server.faults = [503]

    assert rasa.rank("Café") == RANKING
    assert server.asked == ["Café", "Café"]
    assert rasa.away is None


def test_two_failures_are_no_answer(rasa, server):
    """After the second the embedded recogniser is quicker."""
    server.faults = [500, 502]

    assert rasa.rank("Café") is None
    assert len(server.asked) == 2
    assert "502" in rasa.away


def test_a_silent_server_is_left_after_two_tries(ask, server):
    """Slow is as good as away."""
    server.speaks.clear()
    rasa = ask(HASTY)

    assert rasa.rank("Café") is None
    assert "Timeout" in rasa.away


def test_a_server_that_is_not_there_is_away(ask):
    """Nobody listens."""
    with acted_rasa() as gone:
        url = gone.url
    rasa = ask(url=url)

    assert rasa.rank("Café") is None
    assert "ConnectError" in rasa.away


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome</html>",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe",
        b'{"intent_ranking": []}',
        b'{"intent_ranking": "meetups"}',
        b'{"intent": {"name": null, "confidence": 0.0}}',
        parsed(meetups=0.7, work=0.2),
        parsed(meetups=0.7, work=0.2, football=0.1),
        parsed(meetups=0.7, work=0.2, housing=0.05, football=0.05),
        parsed(meetups=7, work=2, housing=1),
        parsed(meetups=0.2, work=0.2, housing=0.2),
        parsed(meetups=float("nan"), work=0.5, housing=0.5),
        parsed(meetups=1.5, work=-0.2, housing=-0.3),
        b'{"intent_ranking": [{"name": "meetups", "confidence": "1.0"}]}',
        parsed(meetups=0.7, work=0.2, housing=0.1).replace(b"work", b"meetups"),
    ],
)
def test_an_answer_that_makes_no_sense_is_no_answer(rasa, server, body):
    """Half a ranking, other topics, odd numbers, another program: never an exception."""
    server.body = body

    assert rasa.rank("Café") is None
    assert rasa.away
    assert len(server.asked) == 1, "asking again would not help"


@pytest.mark.parametrize("status", [204, 301, 400, 401, 404, 409])
def test_a_refusal_is_no_answer(rasa, server, status):
    """Without a model Rasa answers 409."""
    server.status = status

    assert rasa.rank("Café") is None
    assert rasa.away


def test_after_three_failures_rasa_is_left_alone_until_the_pause_is_over(rasa, server, memory):
    """The breaker opens, and closes again with the first answer."""
    server.status = 500
    assert [rasa.rank("Café") for _ in range(3)] == [None] * 3
    server.status = 200
    asked = len(server.asked)

    assert rasa.rank("Café") is None
    memory.advance(29)
    assert rasa.rank("Café") is None
    assert len(server.asked) == asked
    assert "500" in rasa.away

    memory.advance(1)
    assert rasa.rank("Café") == RANKING
    assert rasa.away is None
    server.faults = [500, 500]
    assert rasa.rank("Café") is None
    assert rasa.rank("Café") == RANKING, "one failure does not open it again"


def test_a_try_after_the_pause_that_fails_begins_another_pause(rasa, server, memory):
    """As long as it takes."""
    server.status = 500
    for _ in range(3):
        rasa.rank("Café")
    memory.advance(30)
    rasa.rank("Café")
    asked = len(server.asked)

    assert rasa.rank("Café") is None
    assert len(server.asked) == asked


def test_many_ask_at_once(rasa, server):
    """While Rasa thinks about one message it is given the others: nobody holds a lock."""
    server.speaks.clear()
    found = []
    threads = [threading.Thread(target=lambda: found.append(rasa.rank("Café"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    while len(server.asked) < 8:
        assert all(thread.is_alive() for thread in threads)
    server.speaks.set()
    for thread in threads:
        thread.join()

    assert found == [RANKING] * 8


def test_rasa_is_judged_by_thresholds_of_its_own(rasa, server, tmp_path):
    """And the embedded recogniser by its own: here it would always have to be surer than sure."""
    examples = [Example(f"{topic} {word}", topic) for topic in TOPICS for word in ("bitte", "heute", "wo")]
    strict = Thresholds(answer=1.1, offer=1.1, choice=0.1, emergency=0.3)
    embedded, words = train(examples, tmp_path), load_emergency_words(DATA / "emergency.yml")
    understander = Understander(embedded, unambiguous(examples), strict, words, rasa)

    understood = understander.understand("meetups irgendwo vielleicht")
    assert (understood.outcome, understood.topic, understood.confidence) == ("answer", "meetups", 0.7)
    assert understander.check() is None

    server.status = 500
    assert understander.understand("meetups irgendwo vielleicht").outcome == "no-answer"
    assert "500" in understander.degraded


def test_going_and_coming_are_logged_once_and_without_the_message(rasa, server):
    """Operators learn why; what people write stays between them and the bot."""
    with capture_logs() as logs:
        server.body = SECRET.encode()
        rasa.rank(SECRET)
        rasa.rank(SECRET)
        server.body = parsed(**{SECRET: 1.0})
        rasa.rank(SECRET)
        server.body = parsed(**SHARES)
        rasa.rank(SECRET)
    away = "Rasa is away, the embedded recogniser answers"

    assert [entry["event"] for entry in logs] == [away]
    assert SECRET not in str(logs)
    assert SECRET not in rasa.away


def test_that_it_is_back_is_logged(rasa, server):
    """The end of a fault is news too."""
    server.faults = [500, 500]
    with capture_logs() as logs:
        rasa.rank("Café")
        rasa.rank("Café")

    assert [entry["event"] for entry in logs][1:] == ["Rasa answers again"]


def test_it_can_be_asked_how_it_is(rasa, server):
    """A check is a harmless message of our own."""
    assert rasa.check() is None
    server.status = 500
    assert "500" in rasa.check()
