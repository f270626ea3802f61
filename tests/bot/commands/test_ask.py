"""`zuhause ask`: what the bot would answer, one line in, one object out, and nothing left behind."""

import json
import subprocess
import sys
import threading

import pytest

from tests.support.processes import PATIENCE, environment, new_home, zuhause

KEYS = ["text", "language", "language_confidence", "topic", "confidence", "outcome", "choices", "answer"]
NO_DATABASE = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}


class Asking:
    """`zuhause ask --json -`, asked one line at a time."""

    def __init__(self, home):
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", "--json", "-"],
            cwd=home,
            env=environment(home, **NO_DATABASE),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )

    def ask(self, line: bytes) -> dict:
        """Write one line and read its answer before anything else is written."""
        self.process.stdin.write(line + b"\n")
        late = threading.Timer(PATIENCE, self.process.kill)
        late.start()
        answer = self.process.stdout.readline()
        late.cancel()
        assert answer.endswith(b"\n"), "no answer"
        return json.loads(answer)


@pytest.fixture(scope="module")
def asking(tmp_path_factory):
    """One process for all lines, as long as this module takes."""
    started = Asking(new_home(tmp_path_factory.mktemp("ask")))
    with started.process:
        yield started
        started.process.stdin.close()
        assert started.process.wait(PATIENCE) == 0


def test_an_answer_has_the_promised_keys_in_the_promised_order(asking):
    """Text, language, topic, how sure, what kind of answer, and the answer itself."""
    asked = asking.ask(b"wo kann ich deutsch lernen")

    assert list(asked) == KEYS
    assert (asked["text"], asked["language"], asked["topic"]) == (
        "wo kann ich deutsch lernen",
        "de",
        "german-courses",
    )
    assert (asked["outcome"], asked["choices"]) == ("answer", [])
    assert 0 <= asked["confidence"] <= 1
    assert 0 <= asked["language_confidence"] <= 1
    assert "vhs" in asked["answer"]


@pytest.mark.parametrize(
    ("text", "outcome", "topic"),
    [
        ("Ich möchte einen Termin", "journey", "book-appointment"),
        ("Hilfe, es brennt!", "emergency", "emergency"),
        ("W-KC88", "journey", "my-appointments"),
        (" a‑brbw. ", "journey", "my-appointments"),
        ("", "no-answer", None),
        ("   ", "no-answer", None),
        ("🙂", "no-answer", None),
    ],
)
def test_every_kind_of_outcome_is_named(asking, text, outcome, topic):
    """Also for a line in which nothing was said."""
    asked = asking.ask(text.encode())

    assert list(asked) == KEYS
    assert (asked["text"], asked["outcome"], asked["topic"]) == (text, outcome, topic)
    assert asked["answer"]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (b"hallo\0welt", "hallo\0welt"),
        (b"\xff\xfe hallo \xc3", "\ufffd\ufffd hallo \ufffd"),
        (b"hallo\rwelt", "hallo\rwelt"),
        ("hallo\u2028welt\x85".encode(), "hallo\u2028welt\x85"),
        (b'{"text": "hallo"}', '{"text": "hallo"}'),
    ],
    ids=["a null byte", "no UTF-8", "a bare carriage return", "line separators", "JSON"],
)
def test_any_bytes_are_one_message_and_one_answer(asking, line, text):
    """What is no UTF-8 is replaced, everything else comes back as it was."""
    asked = asking.ask(line)

    assert (list(asked), asked["text"]) == (KEYS, text)


def test_a_very_long_message_is_one_message_and_the_next_one_is_answered(asking):
    """Fifty thousand characters."""
    text = ("wo kann ich deutsch lernen " * 2000)[:50_000]

    assert asking.ask(text.encode())["text"] == text
    assert asking.ask(b"Danke")["topic"] == "thanks"


def test_many_lines_at_once_are_answered_in_order(tmp_path):
    """Nothing is lost at the end of the input, even without a line end; nothing is left behind.

    No database is asked: the one in the settings does not exist.
    """
    home = new_home(tmp_path)
    before = {path.relative_to(home) for path in home.rglob("*")}
    lines = [*(str(number) for number in range(50)), "Hallo"]
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--json", "--language-hint", "uk", "-"],
        cwd=home,
        env=environment(home, **NO_DATABASE),
        input="\n".join(lines).encode(),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]

    assert [answer["text"] for answer in answers] == lines
    assert {answer["language"] for answer in answers[:-1]} == {"uk"}
    assert {path.relative_to(home) for path in home.rglob("*")} == before


def test_words_of_the_command_line_are_one_message(tmp_path):
    """For people: language, topic and the answer as it is sent."""
    shown = zuhause(new_home(tmp_path), "ask", "wo", "kann", "ich", "deutsch", "lernen", **NO_DATABASE)

    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.startswith("de (")
    assert "answer: german-courses" in shown.stdout
    assert "vhs" in shown.stdout


def test_an_explanation_names_the_rule_the_scores_and_the_nearest_examples(tmp_path):
    """For staff and developers: why this answer, with the place of every example that is like it."""
    home = new_home(tmp_path)
    shown = zuhause(home, "ask", "--explain", "wo gibt es einen deutsch kurs für mich", **NO_DATABASE)
    asked = zuhause(home, "ask", "--explain", "--json", "Es brennt!", **NO_DATABASE)

    assert shown.returncode == 0, shown.stderr
    assert "answered from" in shown.stdout
    assert "german-courses: " in shown.stdout.partition("Nearest examples:")[2]
    why = json.loads(asked.stdout)["explanation"]
    assert why["rule"] == "words of danger"
    assert sum(why["scores"].values()) == pytest.approx(1, abs=0.01)
    assert len(why["nearest"]) == 5
    assert all(example["place"] and example["topic"] in why["scores"] for example in why["nearest"])
