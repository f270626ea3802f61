"""Where a place is, as a link to OpenStreetMap: a search for its address, or a mark at its coordinates."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from bot.content.schema import Place


def map_link(place: Place) -> str:
    """A mark where staff have entered coordinates, else a search for address and town."""
    if place.latitude is None or place.longitude is None:
        return "https://www.openstreetmap.org/search?" + urlencode(
            {"query": f"{place.address}, {place.town}"}
        )
    mark = urlencode({"mlat": place.latitude, "mlon": place.longitude})
    return f"https://www.openstreetmap.org/?{mark}#map=18/{place.latitude}/{place.longitude}"
