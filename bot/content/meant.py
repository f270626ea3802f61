"""What staff probably meant where a value does not have its form; None where nobody can tell."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from bot.content.phone import meant_phone
from bot.content.values import HTTPS, LONGEST_ID, MAIL

if TYPE_CHECKING:
    from collections.abc import Callable

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_AT = re.compile(r"\s*(?:\(at\)|\[at\]|\{at\}|@|\bat\b)\s*", re.IGNORECASE)
_DOT = re.compile(r"\s*(?:\(dot\)|\(punkt\)|\[dot\]|\[punkt\])\s*", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-z]+:)?/*", re.IGNORECASE)


def meant_mail(written: str) -> str | None:
    """`zuhause@winnenden.de` for `mailto:zuhause(at)winnenden.de`."""
    bare = written.strip("<> .,;").removeprefix("mailto:")
    mail = _DOT.sub(".", _AT.sub("@", bare)).replace(",", ".").replace(" ", "")
    return mail if re.fullmatch(MAIL, mail) else None


def meant_link(written: str) -> str | None:
    """`https://www.winnenden.de` for `www.winnenden.de` and `http://www.winnenden.de`."""
    link = _SCHEME.sub("https://", written.strip(), count=1)
    return link if re.fullmatch(HTTPS, link) and "@" not in link else None


def meant_id(written: str) -> str | None:
    """`deutsch-fuer-eltern` for `Deutsch für Eltern`."""
    german = unicodedata.normalize("NFC", written.casefold()).translate(_UMLAUTS)
    letters = unicodedata.normalize("NFKD", german)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:LONGEST_ID].strip("-") or None


MEANT: dict[str, Callable[[str], str | None]] = {
    "id": meant_id,
    "link": meant_link,
    "mail": meant_mail,
    "phone": meant_phone,
}
