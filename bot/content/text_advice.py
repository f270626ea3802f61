"""Advice on texts in all languages: half translated, in another script, or with numbers that will age."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.content.phone import can_be_dialled
from bot.content.selection import ANY
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.content.findings import Finding
    from bot.content.selection import Documents, Written
    from bot.content.yaml_lines import Document, Path

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_ETHIOPIC = re.compile("[\u1200-\u137f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_SCRIPTS = {"ar": _ARABIC, "fa": _ARABIC, "ps": _ARABIC, "ckb": _ARABIC, "ti": _ETHIOPIC}
_SCRIPTS |= {"uk": _CYRILLIC, "ru": _CYRILLIC}
_NUMBER = re.compile(r"(?<![\w.:+-])\+?\d[\d /()-]*\d(?![\w:])")
_FROM_ABROAD = re.compile(r"^(?:\+|00)49(?: ?\(0\))?")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_SHORTEST = 5  # digits: years, counts, 110 and 112 are no numbers that age


def advice_on_texts(documents: Documents) -> Iterator[Finding]:
    """Advice on everything that stands in several languages."""
    for document in documents.topics.values():
        yield from _half_translated(document)
    contacts, seen = _contacts(documents), set[tuple[str, str]]()
    for written in documents.texts():
        yield from _other_script(written)
        for value, plain in _numbers_and_mails(written.text):
            if (written.document.file, plain) not in seen:  # the other languages say the same
                seen.add((written.document.file, plain))
                yield from _in_text(written, value, plain, contacts)


def _half_translated(document: Document) -> Iterator[Finding]:
    """One finding for all languages that miss the same fields."""
    fields = dict(_fields(document))
    gaps: dict[tuple[str, ...], list[str]] = {}
    for language in BY_CODE:
        missing = tuple(name for name, (_, texts) in fields.items() if language not in texts)
        if missing and len(missing) < len(fields) and language != "de":
            gaps.setdefault(missing, []).append(language)
    for missing, languages in gaps.items():
        path = next((*path, languages[0]) for path, texts in fields.values() if languages[0] in texts)
        names = {"languages": ", ".join(languages), "fields": ", ".join(missing)}
        yield document.finding("half-translated", path, at_key=True, **names)


def _fields(document: Document) -> Iterator[tuple[str, tuple[Path, Mapping[str, object]]]]:
    """What a topic says in several languages: by its name for staff, the path and the texts."""
    topic: Any = document.value if isinstance(document.value, dict) else {}
    for name in ("title", "answer", "more"):
        if isinstance(texts := topic.get(name), dict):
            yield name, ((name,), texts)
    links = topic.get("links")
    for number, link in enumerate(links if isinstance(links, list) else []):
        if isinstance(link, dict) and isinstance(texts := link.get("title"), dict):
            yield f"title (links {number + 1})", (("links", number, "title"), texts)


def _other_script(written: Written) -> Iterator[Finding]:
    script = _SCRIPTS.get(written.language, _LATIN)
    if any(map(str.isalpha, written.text)) and not script.search(written.text):
        field = f"{written.field}.{written.language}"
        yield written.document.finding("other-script", written.path, field=field)


def _contacts(documents: Documents) -> dict[str, str]:
    """The id of the contact by its number (digits only) and by its mail."""
    known = {}
    for key, plain in (("phone", _digits), ("mail", str.casefold)):
        for document, path, value in documents.select("contacts.yaml", ("contacts", ANY, key)):
            entry: Any = document.value
            known[plain(value)] = str(entry["contacts"][path[1]].get("id", ""))
    return known


def _numbers_and_mails(text: str) -> Iterator[tuple[str, str]]:
    """Each as it is written, and in the form in which contacts are known."""
    for match in _NUMBER.finditer(text):
        if len(digits := _digits(match[0])) >= _SHORTEST:
            yield match[0], digits
    for match in _MAIL.finditer(text):
        yield match[0], match[0].casefold()


def _in_text(written: Written, value: str, plain: str, contacts: Mapping[str, str]) -> Iterator[Finding]:
    owner = next((contact for known, contact in contacts.items() if known.endswith(plain)), None)
    looks_dialled = "@" in value or (value.startswith(("+", "0", "11")) and can_be_dialled(value))
    if owner:
        details = {"value": value, "contact": owner}
        yield written.document.finding_at_words("contact-in-text", written.path, value, **details)
    elif looks_dialled:
        yield written.document.finding_at_words("number-in-text", written.path, value, value=value)


def _digits(written: str) -> str:
    """As one dials them in Germany."""
    return "".join(filter(str.isdigit, _FROM_ABROAD.sub("0", written)))
