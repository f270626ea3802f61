"""What people send besides text; enough to meet each kind, never real content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox.params import Upload
from sandbox.photos import placeholder

if TYPE_CHECKING:
    from collections.abc import Callable

    from sandbox.errors import Json
    from sandbox.files import Files
    from sandbox.people import Person

_BYTES = b"sent by a person of the sandbox"


def _ids(files: Files, name: str, folder: str) -> Json:
    return files.store(Upload(name, _BYTES), folder).ids


def _photo(files: Files, _: int) -> list[Json]:
    return files.store_photo(Upload("photo.jpg", placeholder()))


def _voice(files: Files, _: int) -> Json:
    return {**_ids(files, "voice.oga", "voice"), "duration": 2, "mime_type": "audio/ogg"}


def _sticker(files: Files, _: int) -> Json:
    shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {**_ids(files, "sticker.webp", "stickers"), **shape, "emoji": "👍"}


def _document(files: Files, _: int) -> Json:
    return files.store(Upload("document.pdf", _BYTES)).as_document


def _location(_: Files, __: int) -> Json:
    return {"latitude": 0.0, "longitude": 0.0}


def _contact(_: Files, __: int) -> Json:
    """Somebody from the address book, who is not on Telegram."""
    return {"phone_number": _number(999), "first_name": "Renate"}


def own_contact(person: Person) -> Json:
    """Return the Bot API's Contact of somebody who sends their own."""
    number = _number(person.user % 999)
    return {"phone_number": number, "first_name": person.first_name, "user_id": person.user}


def _number(place: int) -> str:
    """One of a thousand numbers kept for films and given to nobody (Bundesnetzagentur, notice 148/2021)."""
    return f"+498999998{place:03}"


KINDS: dict[str, Callable[[Files, int], object]] = {
    "photo": _photo,
    "voice": _voice,
    "sticker": _sticker,
    "document": _document,
    "location": _location,
    "contact": _contact,
}
