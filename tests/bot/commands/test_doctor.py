"""`zuhause doctor` names every fault with its cure, and ends with 1 if there is one."""

from bot import clock
from tests.support.office import note, write_office
from tests.support.processes import free_port, zuhause


def test_a_sound_installation_is_in_order(tmp_path):
    """Every part is named, so that an operator sees what was looked at."""
    seen = zuhause(tmp_path, "doctor")

    assert seen.returncode == 0, seen.stderr
    *lines, age = seen.stdout.splitlines()
    assert lines == [
        "content: in order",
        "database: in order",
        "sentence embeddings: in order",
        "Rasa: in order",
        "translator: in order",
    ]
    assert age.startswith("content age: ")


def test_every_fault_is_named_in_one_run(tmp_path):
    """A broken file, a database that is away and a Rasa that is away."""
    (tmp_path / "content").mkdir()
    nobody = f"postgresql://nobody@127.0.0.1:{free_port()}/none"
    seen = zuhause(tmp_path, "doctor", CONTENT_DIR=tmp_path / "content", DATABASE_URL=nobody)

    assert seen.returncode == 1
    assert "contacts.yaml:1: " in seen.stdout
    assert "database: does not answer" in seen.stdout
    assert "Traceback" not in seen.stderr


def test_a_rasa_that_is_away_is_named(tmp_path):
    """With the reason."""
    seen = zuhause(tmp_path, "doctor", RASA_URL=f"http://127.0.0.1:{free_port()}")

    assert seen.returncode == 1
    assert "Rasa: Rasa does not answer (ConnectError)" in seen.stdout


def test_a_translator_that_is_named_has_to_answer(tmp_path):
    """A missing address and one where nobody listens."""
    seen = zuhause(tmp_path, "doctor", TRANSLATOR_PROVIDER="libre")
    assert seen.returncode == 1
    assert "translator: TRANSLATOR_URL fehlt" in seen.stdout

    nowhere = f"http://127.0.0.1:{free_port()}"
    seen = zuhause(tmp_path, "doctor", TRANSLATOR_PROVIDER="libre", TRANSLATOR_URL=nowhere)
    assert seen.returncode == 1
    assert "translator: LibreTranslate: der Dienst ist nicht erreichbar" in seen.stdout


def test_texts_that_were_checked_in_time_are_in_order(tmp_path):
    """Old texts are named and are no fault: the bot answers with them."""
    folder = write_office(tmp_path / "content")
    assert "content age: 2 of 2 topics" in zuhause(tmp_path, "doctor", CONTENT_DIR=folder).stdout

    for topic in ("work", "emergency"):
        note(folder, f"topics/{topic}", "de", by="Anna", on=clock.berlin_day(clock.now()))
    assert "content age: in order" in zuhause(tmp_path, "doctor", CONTENT_DIR=folder).stdout
