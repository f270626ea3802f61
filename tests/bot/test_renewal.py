"""New content is checked whole, served at once and learned; content with faults changes nothing."""

import asyncio
import shutil

import pytest

from bot.content.load import load
from bot.renewal import Renewal, changes
from bot.start import keep_good, read_content, staff_examples
from nlu.understand import load as load_understander
from tests.support.office import rewrite, write_office

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
def folder(tmp_path):
    return write_office(tmp_path / "content")


@pytest.fixture
def served():
    return Served()


@pytest.fixture
def renewing(folder, served, tmp_path):
    """A renewal that understands as it is told."""

    def made(understand):
        return Renewal(folder, tmp_path / "cache", understand, served, served.tell)

    return made


@pytest.fixture
def renewal(renewing, tmp_path):
    """A renewal with a recogniser of two topics."""
    (tmp_path / "nlu").mkdir()
    (tmp_path / "nlu" / "de.yml").write_text(FEW, encoding="utf-8")
    return renewing(
        lambda content: load_understander(tmp_path / "nlu", staff_examples(content), tmp_path / "cache")
    )


async def once(times=1):
    for number in range(times):
        yield number


def add_a_question(folder):
    with (folder / "topics" / "work.yaml").open("a", encoding="utf-8") as file:
        file.write("examples: {de: [Xyzzy bitte]}\n")


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


@pytest.mark.parametrize("reason", [InterruptedError, OSError], ids=["overtaken", "no memory"])
async def test_the_new_texts_are_served_also_where_they_cannot_be_learned(renewing, folder, served, reason):
    """Staff save again while the recogniser learns, or the machine cannot: the former one answers."""

    def understand(content):
        raise reason

    before = load(folder).content
    add_a_question(folder)
    await renewing(understand).follow(once(), before)
    assert served.order == ["content"]


def test_what_was_good_is_kept_for_the_next_start(folder, tmp_path):
    """Without what an editor has left beside it for a moment, such as the lock of Emacs."""
    (folder / ".#work.yaml").symlink_to("anna@office.4711:1")
    before = read_content(folder, tmp_path / "cache", keep=True)
    (folder / "places.yaml").write_text("places:\n\t- broken", encoding="utf-8")

    assert read_content(folder, tmp_path / "cache") == before


def test_where_nothing_can_be_kept_the_bot_goes_on(folder, tmp_path):
    """The disk is full, or somebody else's."""
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    keep_good(folder, tmp_path / "cache")


async def test_a_folder_is_followed_through_changes_and_replacement(renewing, folder, served, tmp_path):
    """Somebody saves, puts another folder in its place, takes it away and brings it back."""

    def understand(content):
        raise InterruptedError

    async def saved(number):
        rewrite(folder / "places.yaml", f"Marienstr. {number - 1}", f"Marienstr. {number}")
        async with asyncio.timeout(60):
            while served.content is None or served.content.places["church"].address != f"Marienstr. {number}":
                await asyncio.sleep(0.02)

    before = load(folder).content
    following = asyncio.create_task(renewing(understand).follow(changes(folder, look_again=0.1), before))
    await saved(3)
    shutil.copytree(folder, tmp_path / "other")
    folder.rename(tmp_path / "former")
    (tmp_path / "other").rename(folder)
    await saved(4)
    await saved(5)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "former", folder)
    await saved(4)
    await saved(5)
    following.cancel()
