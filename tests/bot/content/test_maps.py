"""Links to a map."""

from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.content.maps import map_link
from bot.content.schema import Place

CHURCH = Place(id="church", name={"de": "Katholische Kirche"}, address="Marienstr. 2")


def test_an_address_becomes_a_search():
    """Address and town, safe for a link."""
    assert map_link(CHURCH) == "https://www.openstreetmap.org/search?query=Marienstr.+2%2C+Winnenden"


def test_coordinates_become_a_mark():
    """Exactly where staff have put it."""
    link = map_link(CHURCH.model_copy(update={"latitude": 48.875, "longitude": 9.398}))
    assert link == "https://www.openstreetmap.org/?mlat=48.875&mlon=9.398#map=18/48.875/9.398"


def test_a_place_on_the_equator_has_coordinates_too():
    """Zero is a number."""
    assert "mlat=0.0" in map_link(CHURCH.model_copy(update={"latitude": 0.0, "longitude": 0.0}))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_address_survives_the_link(address):
    """Umlauts, ampersands and hashes do not break it."""
    parts = urlsplit(map_link(CHURCH.model_copy(update={"address": address})))
    assert parse_qs(parts.query) == {"query": [f"{address}, Winnenden"]}
    assert parts.fragment == ""
