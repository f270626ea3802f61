"""Bad content: every fault has its place, and a bot that has once had good content goes on with it."""

import json
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
    assert json.loads(check(content, "--json").output) == {"faults": [], "advice": []}


def test_advice_alone_is_no_failure(content):
    """It is marked, counted, and said in the language that was asked for."""
    insert(content / "places.yaml", 1, "# Orte")
    checked = check(content)
    first, _, last = checked.output.splitlines()

    assert checked.exit_code == 0
    assert first.startswith(f"{content / 'places.yaml'}:1: Hinweis: In der ersten Zeile fehlt")
    assert last == "Kein Fehler, 1 Hinweis."
    assert ":1: Advice: The first line" in check(content, "--lang", "en").output


def test_faults_come_before_advice(content):
    """What must be mended is not looked for among what may be."""
    insert(content / "appointments.yaml", 1, "# Termine")
    insert(content / "places.yaml", 2, "zimmer: 3")
    checked = check(content, "--lang", "en")

    assert checked.exit_code == 1
    places = [line.split(":")[0] for line in checked.output.splitlines() if line.startswith(str(content))]
    assert places == [str(content / "places.yaml"), str(content / "appointments.yaml")]
    assert checked.output.endswith("1 fault, 1 piece of advice.\n")


def test_a_tool_reads_json(content):
    """One object; the same exit status."""
    insert(content / "appointments.yaml", 1, "# Termine")
    insert(content / "places.yaml", 2, "zimmer: 3")
    checked = check(content, "--json", "--lang", "en")
    found = json.loads(checked.output)

    assert checked.exit_code == 1
    (fault,), (advice,) = found["faults"], found["advice"]
    keys = {"file", "line", "severity", "kind", "message", "source", "suggestion"}
    assert set(fault) == set(advice) == keys
    assert (fault["file"], fault["line"]) == (str(content / "places.yaml"), 2)
    assert (fault["severity"], fault["kind"], fault["source"]) == ("fault", "field", "zimmer: 3")
    assert (advice["severity"], advice["kind"], advice["line"]) == ("advice", "schema-line", 1)


def test_a_language_in_which_nothing_is_said_is_refused(content):
    """Before anything is read."""
    assert check(content, "--lang", "fr").exit_code == 2


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
    checked, started = check(folder), zuhause(tmp_path, "run", "--port", free_port(), CONTENT_DIR=folder)

    assert checked.exit_code == started.returncode == 1
    assert "Traceback" not in started.stderr
    for said in (checked.output, started.stderr):
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
