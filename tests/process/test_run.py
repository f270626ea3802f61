"""`zuhause run` as a process: it answers, it ends tidily, and it says what is in its way."""

import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest

from tests.support.processes import bot, eventually, free_port, local_telegram, new_home
from tests.support.town import ROOT

STAFF = 99


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_bot_on_telegram_answers_and_ends_tidily(home, telegram, number):
    """Ctrl-C and a service manager's SIGTERM are usual ends: exit code 0 and no traceback."""
    with bot(home, telegram.url) as running:
        running.until("The bot is ready")
        telegram.say(7, "wo kann ich deutsch lernen")
        assert "vhs" in telegram.answered(7)[0]["text"]

        assert running.end(number) == 0, running.log
        assert "Traceback" not in running.log


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_bot_on_its_own_page_answers_and_ends_tidily(home, number):
    """Also while a browser waits for news."""
    port = free_port()
    with bot(home, "", "--port", port) as running:
        running.until("The bot is ready")
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=60) as browser:
            browser.post("/sandbox/say", json={"user": 7, "text": "Hallo", "language_code": "de"})
            eventually(lambda: browser.get("/sandbox/chats/7").json()[1:])
            assert browser.get("/").status_code == 200

        assert running.end(number) == 0, running.log
        assert "Traceback" not in running.log


def test_a_bot_that_is_still_learning_ends_at_once(tmp_path):
    """On the very first start there is much to learn; Ctrl-C does not wait for it."""
    with bot(tmp_path, "", "--port", free_port()) as running:
        running.until("the bot is loading")

        assert running.end(signal.SIGINT) == 0, running.log
        assert "Traceback" not in running.log
        assert not (tmp_path / "data" / "cache" / "recogniser.npz").exists()


def test_a_taken_port_is_one_clear_sentence(tmp_path):
    """With the port, the reason and another port to try."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with bot(tmp_path, "", "--port", port) as running:
            assert running.process.wait(60) == 1
            assert f"Port {port} on 127.0.0.1 cannot be used" in running.log
            assert f"make run PORT={port + 1}" in running.log
            assert "Traceback" not in running.log


def test_a_token_nobody_knows_is_one_clear_sentence(home, telegram):
    """And the token itself is not repeated."""
    with bot(home, telegram.url, token="4711:not-the-token-of-this-bot") as running:
        assert running.process.wait(120) == 1
        assert "Telegram does not know this TELEGRAM_BOT_TOKEN" in running.log
        assert "not-the-token" not in running.log
        assert "Traceback" not in running.log


def test_a_database_that_is_away_is_one_clear_sentence(home):
    """A PostgreSQL that does not run."""
    away = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    with bot(home, "", "--port", free_port(), DATABASE_URL=away) as running:
        assert running.process.wait(120) == 1
        assert "The database does not answer" in running.log
        assert "DATABASE_URL" in running.log
        assert "Traceback" not in running.log


def test_a_telegram_that_is_away_at_the_start_is_waited_for(home):
    """The bot says so, and answers when Telegram is back."""
    port = free_port()
    with bot(home, f"http://127.0.0.1:{port}") as running:
        running.until("cannot reach Telegram")
        with local_telegram(home, port) as telegram:
            telegram.say(7, "Hallo")
            telegram.answered(7)

            assert running.end(signal.SIGTERM) == 0, running.log
            assert "Traceback" not in running.log


def test_a_second_bot_on_the_same_token_is_noticed(home, telegram, tmp_path_factory):
    """Both say that another process is receiving, and people are still answered."""
    other_home = new_home(tmp_path_factory.mktemp("other"))
    with bot(home, telegram.url) as one, bot(other_home, telegram.url) as other:
        for running in (one, other):
            running.until("The bot is ready")
        eventually(lambda: "another process is receiving" in one.log + other.log)
        telegram.say(7, "Hallo")

        telegram.answered(7)


def test_a_text_that_staff_change_is_answered_without_a_restart(home, telegram):
    """With a fault staff read file and line in their chat, and the former text stays; cured, it is there."""
    content = Path(shutil.copytree(ROOT / "content", home / "content"))
    topic = content / "topics" / "volunteer.yaml"
    text = topic.read_text(encoding="utf-8")
    telegram.say(STAFF, "/start")
    with bot(home, telegram.url, CONTENT_DIR=content, STAFF_CHAT_ID=STAFF) as running:
        running.until("The bot is ready")
        topic.write_text(text + "\t- broken", encoding="utf-8")
        lines = text.count("\n") + 1
        eventually(lambda: f"volunteer.yaml:{lines}: " in str(telegram.answered(STAFF)))
        topic.write_text(
            text.replace("answer:\n  de: |\n", "answer:\n  de: |\n    Xyzzy.\n"), encoding="utf-8"
        )
        running.until("new content is learned")
        telegram.say(7, "ich will ehrenamtlich helfen")

        assert "Xyzzy." in telegram.answered(7)[0]["text"]
