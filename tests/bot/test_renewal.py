"""New content is checked whole, served at once and learned; content with faults changes nothing."""

import shutil
from pathlib import Path

import pytest

from bot.content.load import load
from bot.renewal import Renewal
from bot.start import staff_examples
from nlu.understand import load as load_understander

ROOT = Path(__file__).resolve().parents[2]
FEW = """nlu:
- intent: housing
  examples: |
    - Ich suche eine Wohnung
    - flat
- intent: work
  examples: |
    - Ich suche Arbeit
    - job
"""


class Served:
    """What the bot would answer from, and in which order it came."""

    def __init__(self):
        self.content = self.understander = None
        self.order = []
        self.told = []

    def __call__(self, content, understander):
        self.order.append("content" if content else "understander")
        self.content, self.understander = content or self.content, understander or self.understander

    async def tell(self, faults):
        self.told.append(faults)


@pytest.fixture
def folder(tmp_path) -> Path:
    return Path(shutil.copytree(ROOT / "content", tmp_path / "content"))


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.fixture
def renewal(folder, served, tmp_path) -> Renewal:
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "de.yml").write_text(FEW, encoding="utf-8")

    def understand(content):
        return load_understander(tmp_path / "nlu", staff_examples(content), tmp_path / "cache")

    return Renewal(folder, tmp_path / "cache", understand, served, served.tell)


async def once(times=1):
    for number in range(times):
        yield number


def add_a_question(folder: Path) -> None:
    topic = folder / "topics" / "work.yaml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(
        text.replace("examples:\n  de:\n", "examples:\n  de:\n    - Xyzzy bitte\n"), encoding="utf-8"
    )


async def test_a_new_question_is_served_and_then_learned(renewal, folder, served):
    """The new texts do not wait for the recogniser; when it has learned, it knows the new question."""
    before = load(folder).content
    add_a_question(folder)

    await renewal.follow(once(), before)

    assert served.order == ["content", "understander"]
    assert served.content.version != before.version
    assert served.understander.understand("xyzzy bitte!").topic == "work"


async def test_a_folder_with_faults_changes_nothing(renewal, folder, served):
    """The last good version stays, until the fault is cured."""
    before = load(folder).content
    await renewal.renew(before)
    good = (folder / "meetups.yaml").read_text(encoding="utf-8")
    (folder / "meetups.yaml").write_text(good + "\t- broken", encoding="utf-8")

    assert (await renewal.renew(before)).version == before.version
    assert served.order == []
    lines = good.count("\n") + 1
    assert f"meetups.yaml:{lines}: " in served.told[-1]

    (folder / "meetups.yaml").write_text(good + "\n# cured\n", encoding="utf-8")
    assert (await renewal.renew(before)).version != before.version
    assert served.order == ["content", "understander"]
    assert served.told[-1] == ""


async def test_saving_without_a_change_does_nothing(renewal, folder, served):
    """Editors save a lot."""
    before = load(folder).content
    (folder / "meetups.yaml").touch()
    await renewal.follow(once(3), before)
    assert served.order == []


async def test_learning_that_was_overtaken_is_dropped(renewal, folder, served, tmp_path):
    """Staff save again while the recogniser learns: the later save is learned, the earlier one is not."""

    def overtaken(content):
        raise InterruptedError

    late = Renewal(folder, tmp_path / "cache", overtaken, served, served.tell)
    before = load(folder).content
    add_a_question(folder)
    await late.follow(once(), before)
    assert served.order == ["content"]
