"""Bad content: every fault has its place, and a bot that has once had good content goes on with it."""

import shutil
import signal

import pytest
from typer.testing import CliRunner

from bot.commands.content import app
from bot.content.folder import FILES
from tests.support.processes import bot, free_port, new_home, zuhause
from tests.support.town import ROOT


@pytest.fixture
def content(tmp_path):
    """A copy of the content that ships."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def check(folder, *options):
    return CliRunner().invoke(app, ["check", str(folder), *options])


def insert(file, number, line):
    """Put a line of text into a file as its line `number` (from 1)."""
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[: number - 1], line, *lines[number - 1 :], ""]), encoding="utf-8")


def test_the_content_that_ships_is_in_order(content):
    """In both languages of the command."""
    assert (check(content).exit_code, check(content).output) == (0, "Alles in Ordnung.\n")
    assert check(content, "--lang", "en").output == "Everything is fine.\n"


@pytest.mark.parametrize(
    ("name", "number", "line", "word"),
    [
        ("meetups.yaml", 3, "\t- id: neu", "Tab"),
        ("topics/housing.yaml", 2, "id: housing", "zweimal"),
        ("topics/housing.yaml", 1, "title: {xx: Wohnen}", "xx"),
    ],
    ids=["a tab", "a key twice", "an unknown language"],
)
def test_a_fault_is_named_with_its_file_and_line(content, name, number, line, word):
    """And the check ends with 1, so that a machine notices too."""
    insert(content / name, number, line)
    checked = check(content)

    assert checked.exit_code == 1
    first = next(found for found in checked.output.splitlines() if word in found)
    assert first.startswith(f"{content / name}:")
    assert first.removeprefix(f"{content / name}:").partition(":")[0].isdecimal()


def test_an_empty_folder_is_a_sentence_for_every_missing_file(tmp_path):
    """In German, for the people who write the files; the bot does not start."""
    folder = tmp_path / "content"
    folder.mkdir()
    for command in (("content", "check", folder), ("run", "--port", free_port())):
        done = zuhause(tmp_path, *command, CONTENT_DIR=folder)
        said = done.stdout + done.stderr

        assert done.returncode == 1
        assert "Traceback" not in said
        for name in FILES:
            (line,) = (line for line in said.splitlines() if line.startswith(f"{folder / name}:1:"))
            assert "fehlt" in line
        assert f"{folder / 'topics'}:1:" in said


def test_a_file_that_breaks_later_does_not_stop_the_bot(tmp_path, content):
    """It starts again and answers with what was good last, and says so, with file and line."""
    home = new_home(tmp_path / "home")
    with bot(home, "", "--port", free_port(), CONTENT_DIR=content) as running:
        running.until("The bot is ready")
        running.end(signal.SIGTERM)
    insert(content / "meetups.yaml", 3, "\t- id: neu")

    with bot(home, "", "--port", free_port(), CONTENT_DIR=content) as running:
        running.until("The bot is ready")
        assert "serving the last good version" in running.log
        assert f"{content / 'meetups.yaml'}:3:" in running.log
    asked = zuhause(home, "ask", "wo kann ich deutsch lernen", CONTENT_DIR=content)
    assert "vhs" in asked.stdout
    assert "serving the last good version" in asked.stderr
