"""The commands around Rasa, as an operator types them."""

import json

import pytest

from nlu.examples import read_nlu
from tests.support.processes import bot, eventually, free_port, local_telegram, zuhause


def test_training_data_for_rasa_holds_the_staffs_questions_too(home):
    """What staff write beside a topic is learnt like our own sentences."""
    done = zuhause(home, "nlu", "export-rasa", home / "export")

    assert done.returncode == 0, done.stderr
    assert (home / "export" / "domain.yml").exists()
    assert {example.intent for example in read_nlu(home / "export" / "nlu" / "de.yml")} >= {"housing", "work"}


@pytest.mark.parametrize("folder", ["a-file", "a-file/below"])
def test_training_data_cannot_be_written_into_a_file(home, folder):
    """One sentence with the cure, no traceback."""
    (home / "a-file").write_text("")
    done = zuhause(home, "nlu", "export-rasa", home / folder)

    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_question_is_answered_while_rasa_is_away(home):
    """The embedded recogniser answers, and the log says why."""
    question = "wo könnte ich denn bitte deutsch lernen"
    done = zuhause(home, "ask", "--json", question, RASA_URL=f"http://127.0.0.1:{free_port()}")

    assert json.loads(done.stdout)["topic"] == "german-courses"
    assert "Rasa does not answer" in done.stderr


def test_a_bot_starts_and_answers_while_rasa_is_away(home):
    """Rasa is never needed; a start says that it is missing."""
    with (
        local_telegram(home) as telegram,
        bot(home, telegram.url, RASA_URL=f"http://127.0.0.1:{free_port()}") as running,
    ):
        running.until("The bot is ready")
        telegram.say(7, "wo könnte ich denn bitte deutsch lernen")
        assert "vhs" in telegram.answered(7)[0]["text"]
        eventually(lambda: "understanding is degraded" in running.log, lambda: running.log)
        assert "bitte" not in running.log
