"""Where drafts go: into the right file and place, and never one that makes the content faulty."""

import shutil

import pytest

from bot.content.states import Stage, entries, state_of
from bot.translation.drafting import Job
from bot.translation.engines import TranslationError
from bot.translation.saving import Saver
from tests.support.office import content_of, write_office
from tests.support.town import ROOT


@pytest.fixture
def shipped(tmp_path):
    """A copy of the content that ships."""
    return shutil.copytree(ROOT / "content", tmp_path / "content")


def test_every_text_that_ships_can_be_drafted_anew(shipped):
    """Whatever kind of entry it is, and with no fault in the end."""
    known = entries(content_of(shipped))
    save = Saver(shipped, list(known))
    for entry in known.values():
        save(
            Job(entry, "uk", tuple(entry.texts)),
            {name: f"Ні {number}" for number, name in enumerate(entry.texts)},
        )
    content = content_of(shipped)

    for key, entry in entries(content).items():
        assert {texts["uk"] for texts in entry.texts.values()} == {f"Ні {n}" for n in range(len(entry.texts))}
        assert entry.stage("uk", state_of(content, key, "uk")) is Stage.DRAFT
        assert entry.texts.keys() == known[key].texts.keys()
        for name, texts in entry.texts.items():
            former = known[key].texts[name]
            assert {code: text for code, text in texts.items() if code != "uk"} == {
                code: text for code, text in former.items() if code != "uk"
            }


@pytest.mark.parametrize(
    ("field", "said", "reason"),
    [
        ("title", "Н" * 41, "hat 41 Zeichen, erlaubt sind 40"),
        ("answer", "Н" * 2900, "3500"),
        ("answer", "Дивіться http://winnenden.de", "https://winnenden.de"),
        ("answer", "\u202e", "von Hand"),
    ],
    ids=["a button", "a message", "a link", "a sign nobody sees"],
)
def test_a_draft_that_would_be_a_fault_is_not_written(tmp_path, field, said, reason):
    """The check says why, and the bot never has to go back to what was good last."""
    folder = write_office(tmp_path / "content")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    known = entries(content_of(folder))
    texts = {"title": "Робота", "answer": "Ні.", "more": "К" * 1000, "links.0.title": "Ще"} | {field: said}

    with pytest.raises(TranslationError, match=reason):
        Saver(folder, list(known))(Job(known["topics/work"], "uk", tuple(texts)), texts)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_an_entry_that_is_gone_meanwhile_is_told(tmp_path):
    """Somebody has deleted it while the service was thinking."""
    folder = write_office(tmp_path / "content")
    known = entries(content_of(folder))
    (folder / "places.yaml").write_text("places: []\n", encoding="utf-8")

    with pytest.raises(
        TranslationError, match=r"places\.yaml:1: Der deutsche Text hat sich inzwischen geändert"
    ):
        Saver(folder, list(known))(Job(known["places/church"], "uk", ("name",)), {"name": "Церква"})
    (folder / "places.yaml").unlink()
    with pytest.raises(TranslationError, match=r"places\.yaml lässt sich nicht ändern"):
        Saver(folder, list(known))(Job(known["places/church"], "uk", ("name",)), {"name": "Церква"})
