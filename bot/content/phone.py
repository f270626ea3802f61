"""Phone numbers as one dials them in Winnenden, judged by Google's `phonenumbers`.

It knows which numbers can exist, not which are in use: `07195 13-32` may be somebody's.
"""

from __future__ import annotations

import re

import phonenumbers

from bot.content.values import PHONE, ContentValueError

_REGION = "DE"
_SHORT_UNKNOWN = {"116016"}  # Hilfetelefon Gewalt gegen Frauen: dialled everywhere, missing in the library
_TRUNK_ZERO = re.compile(r"\(0\)")


def can_be_dialled(written: str) -> bool:
    """Whether it is a possible number: with its area code, from abroad, or short such as 112 and 116 117."""
    try:
        number = phonenumbers.parse(written, _REGION)
    except phonenumbers.NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(number)
        or phonenumbers.is_valid_short_number_for_region(number, _REGION)
        or str(number.national_number) in _SHORT_UNKNOWN
    )


def dialled(written: str) -> str:
    """`written`; raises ContentValueError if nobody can have that number."""
    if not can_be_dialled(written):
        raise ContentValueError("phone-number", value=written)
    return written


def meant_phone(written: str) -> str | None:
    """The number in `07195 13-327 (vormittags)`."""
    bare = re.sub(r"[^0-9+/ -]", "", _TRUNK_ZERO.sub("", written))
    number = " ".join(bare.split()).strip("/- ")
    return number if re.fullmatch(PHONE, number) and can_be_dialled(number) else None
