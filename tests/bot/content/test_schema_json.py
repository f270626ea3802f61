"""The editors' schemas: current, German, and of one mind with the check."""

import json
import re
from pathlib import Path

import pytest

from bot.content.schedule import Weekday
from bot.content.schema_json import rendered, schemas, write
from bot.languages import BY_CODE

DOCS = Path(__file__).resolve().parents[3] / "docs/schema"


def test_the_committed_schemas_are_current():
    """After a change of the classes: `zuhause content schema`."""
    assert {path.name: path.read_text(encoding="utf-8") for path in DOCS.iterdir()} == rendered()


def test_the_schemas_can_be_written_anew(tmp_path):
    """Into a folder that is not there yet."""
    write(tmp_path / "docs/schema")
    written = json.loads((tmp_path / "docs/schema/topic.schema.json").read_text(encoding="utf-8"))
    assert written == schemas()["topic"]


def _objects(schema: object) -> list[dict]:
    if isinstance(schema, list):
        return [found for inner in schema for found in _objects(inner)]
    if not isinstance(schema, dict):
        return []
    return [schema, *(found for inner in schema.values() for found in _objects(inner))]


@pytest.mark.parametrize("name", schemas())
def test_every_field_is_described_and_unknown_ones_are_marked(name):
    """Fields of a text are languages, described by their German names."""
    objects = [found for found in _objects(schemas()[name]) if isinstance(found.get("properties"), dict)]
    for found in objects:
        assert found["additionalProperties"] is False
        assert all(field["description"] for field in found["properties"].values())


def test_closed_lists_and_patterns_are_offered():
    """Weekdays and languages complete, dates and times are checked while typing."""
    meetup = schemas()["meetups"]["$defs"]["Meetup"]["properties"]
    assert schemas()["meetups"]["$defs"]["Weekday"]["enum"] == list(Weekday)
    assert list(meetup["about"]["properties"]) == list(BY_CODE)
    assert meetup["about"]["required"] == ["de"]
    assert re.search(meetup["start"]["pattern"], "16:00")
    assert not re.search(meetup["start"]["pattern"], "16.00")
    assert re.search(meetup["cancelled"]["items"]["pattern"], "24.12.2027")
    assert not re.search(meetup["cancelled"]["items"]["pattern"], "2027-12-24")


def test_a_phone_number_may_look_like_a_number():
    """An editor reads `phone: 112` as a number; the check reads a text."""
    assert schemas()["contacts"]["$defs"]["Contact"]["properties"]["phone"]["type"] == ["string", "number"]
