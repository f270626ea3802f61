"""Texts that would not fit a message of Telegram, and links in them that are not safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot.content.meant import meant_link
from bot.content.values import telegram_length

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.content.findings import Finding
    from bot.content.selection import Documents
    from bot.content.yaml_lines import Document

LONGEST_TOPIC = 3_500  # of Telegram's 4096; contacts, places and dates stand below
_INSECURE = re.compile(r"\bhttp://[^\s<>()„“”\"']+(?<![.,;:!?])", re.IGNORECASE)


def findings_in_texts(documents: Documents) -> Iterator[Finding]:
    """Findings in everything that stands in several languages."""
    for document in documents.topics.values():
        yield from _too_long(document)
    for written in documents.texts():
        for link in _INSECURE.findall(written.text):
            yield written.document.finding_at_words(
                "insecure-link", written.path, link, value=link, suggestion=meant_link(link)
            )


def _too_long(document: Document) -> Iterator[Finding]:
    """A topic's words as they are shown together; what is not translated is shown in German."""
    topic: Any = document.value if isinstance(document.value, dict) else {}
    fields = {name: topic[name] for name in ("title", "answer", "more") if isinstance(topic.get(name), dict)}
    for language in dict.fromkeys(code for texts in fields.values() for code in texts):
        shown = {name: texts.get(language, texts.get("de", "")) for name, texts in fields.items()}
        length = sum(telegram_length(text.strip()) for text in shown.values() if isinstance(text, str))
        if length > LONGEST_TOPIC:
            longest = "more" if language in fields.get("more", {}) else "answer"
            place, limit = (longest, language), LONGEST_TOPIC
            yield document.finding("topic-too-long", place, language=language, length=length, limit=limit)
