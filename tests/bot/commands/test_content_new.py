"""`zuhause content new`: a topic to start from, which the check accepts and nobody sees yet."""

import pytest
from typer.testing import CliRunner

from bot.commands.content import app
from bot.content.references import RESERVED
from tests.support.office import content_of, write_office


@pytest.fixture
def folder(tmp_path):
    """Two topics, no faults."""
    return write_office(tmp_path / "content")


def new(folder, name):
    return CliRunner().invoke(app, ["new", "--directory", str(folder), "--", name])


def test_a_new_topic_is_in_order_from_the_start(folder):
    """And an example, so that the bot shows it to nobody yet."""
    made = new(folder, "school-2")
    text = (folder / "topics" / "school-2.yaml").read_text(encoding="utf-8")

    assert made.exit_code == 0, made.output
    assert "school-2" not in content_of(folder).topics
    assert text.startswith("# yaml-language-server: $schema=../../docs/schema/topic.schema.json\n")
    assert f"\ncontacts:\n  - {content_of(folder).first_contact}\n" in text
    assert text.endswith("\nexample: true\n")


def test_it_says_where_the_file_is_and_what_comes_next(folder):
    """Five steps, each with what to type."""
    told = new(folder, "school").stdout

    assert told.startswith(f"Angelegt: {folder / 'topics' / 'school.yaml'}\n")
    for command in ("check", "review school", "translate school"):
        assert f"zuhause content {command}" in told


def test_everything_in_it_stands_ready(folder):
    """Whoever deletes the # before the examples and the rest has a topic without faults."""
    new(folder, "school")
    path = folder / "topics" / "school.yaml"
    text = path.read_text(encoding="utf-8")
    for name in ("more", "buttons", "examples"):
        start = text.index(f"# {name}:")
        block = text[start:].partition("\n\n")[0]
        text = text.replace(block, "\n".join(line.removeprefix("# ") for line in block.splitlines()))
    path.write_text(text.replace("example: true\n", ""), encoding="utf-8")
    topic = content_of(folder).topics["school"]

    assert (len(topic.examples["de"]), topic.buttons) == (3, ["book-appointment"])
    assert topic.more["de"]


def test_a_topic_that_is_there_is_not_overwritten(folder):
    """It is named instead."""
    before = (folder / "topics" / "work.yaml").read_bytes()
    refused = new(folder, "work")

    assert refused.exit_code == 1
    assert f"{folder / 'topics' / 'work.yaml'}:1: Das Thema „work“ gibt es schon." in refused.stderr
    assert (folder / "topics" / "work.yaml").read_bytes() == before


@pytest.mark.parametrize("journey", RESERVED)
def test_the_name_of_a_journey_is_taken(folder, journey):
    """The bot would not know what is meant."""
    refused = new(folder, journey)

    assert refused.exit_code == 1
    assert "ist ein Ablauf des Bots" in refused.stderr
    assert not (folder / "topics" / f"{journey}.yaml").exists()


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Schule", "new schule"),
        ("Ämter & Behörden", "new aemter-behoerden"),
        ("straße", "new strasse"),
        ("../work", "new work"),
        ("-x", "new x"),
        ("a" * 33, "new " + "a" * 32),
        ("школа", "Zum Beispiel: school"),
        ("", "Zum Beispiel: school"),
    ],
)
def test_a_name_that_cannot_be_one_comes_with_one_that_can(folder, name, meant):
    """Small letters, digits and hyphens."""
    refused = new(folder, name)

    assert refused.exit_code == 1
    assert meant in refused.stderr
    assert len(list((folder / "topics").iterdir())) == 2


def test_a_topic_can_be_started_while_something_else_is_broken(folder):
    """Its contacts are only a suggestion then."""
    (folder / "contacts.yaml").write_text("first\n", encoding="utf-8")

    assert new(folder, "school").exit_code == 0
    assert "# contacts:\n#   - integration-management\n" in (folder / "topics" / "school.yaml").read_text(
        encoding="utf-8"
    )
