"""`zuhause content preview`: a topic in the terminal, sent through a local Telegram and read back from it.

So what staff see has passed Telegram's own limits and refusals. Only the direction marks are left out, for
terminals show them as boxes; a text that is read from the right stands on the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rich.console import Group
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text
from telegram import Bot
from telegram.error import BadRequest

from bot.content.findings import nearest
from bot.errors import ContentError
from bot.languages import BY_CODE
from bot.replies.topics import topic_reply
from bot.texts import without_marks
from handlers.render import KEPT, VERSION
from handlers.show import send

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from rich.console import Console, RenderableType
    from telegram.request import BaseRequest

    from bot.content.schema import Content, Topic
    from bot.reply import Reply
    from bot.texts import Say

    Message = Mapping[str, Any]

ALL = "all"
WIDTH = 60  # columns, about what a phone shows
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # Telegram's, in UTF-16 units
_STYLES = {
    "bold": Style(bold=True),
    "italic": Style(italic=True),
    "underline": Style(underline=True),
    "strikethrough": Style(strike=True),
    "code": Style(reverse=True),
    "pre": Style(reverse=True),
}
_LINKED = Style(color="blue", underline=True)


@dataclass(frozen=True, slots=True)
class Phone:
    """Somebody on a local Telegram who has written to the bot; `read` gives their chat, oldest first."""

    request: BaseRequest
    token: str
    user: int
    read: Callable[[], list[dict[str, Any]]]


def find_topic(content: Content, name: str) -> Topic:
    """The topic with this id. Raises ContentError with what was probably meant, also for a German title."""
    if name in content.topics:
        return content.topics[name]
    ids = {topic.title["de"]: topic.id for topic in content.topics.values()}
    meant = nearest(name, [*content.topics, *ids])
    raise ContentError(
        _unknown(f"Das Thema „{name}“ gibt es nicht.", ids.get(meant or "", meant), content.topics)
    )


def find_voices(topic: Topic, voices: Mapping[str, Say], name: str) -> list[Say]:
    """The voice of the language with this tag, or of all the topic has. Raises ContentError as above."""
    if name == ALL:
        return [say for code, say in voices.items() if code in topic.answer]
    if name in voices:
        return [voices[name]]
    tags = {say.row.german_name: code for code, say in voices.items()}
    meant = nearest(name, [*voices, ALL, *tags])
    sentence = f"Die Sprache „{name}“ spricht der Bot nicht."
    raise ContentError(_unknown(sentence, tags.get(meant or "", meant), [*voices, ALL]))


def previews(
    content: Content,
    topic: Topic,
    voices: Iterable[Say],
    now: datetime,
    *,
    german: Say | None = None,
    more: bool = False,
) -> list[Reply]:
    """What the bot answers at this moment, once in each voice; with `german`, the original text."""
    return [topic_reply(content, say, topic, now, german, more=more) for say in voices]


async def show_previews(replies: Iterable[Reply], phone: Phone, console: Console) -> None:
    """Send each reply and print what arrived. Raises ContentError where Telegram would refuse it."""
    async with Bot(phone.token, request=phone.request, get_updates_request=phone.request) as bot:
        for reply in replies:
            before = len(phone.read())
            try:
                await send(bot, phone.user, [reply])
            except BadRequest as error:
                raise ContentError(f"Telegram nimmt diese Nachricht nicht an: {error.message}") from error
            row = BY_CODE[reply.language]
            console.rule(Text(" · ".join(dict.fromkeys((row.german_name, row.own_name)))), align="left")
            for message in phone.read()[before:]:
                shown = bubble(message, right_to_left=row.right_to_left)
                console.print(shown, width=min(WIDTH, console.width))


def bubble(message: Message, *, right_to_left: bool = False) -> Group:
    """A message as `GET /sandbox/chats/<user>` describes it: its words in a box, its buttons below."""
    attached, words = _attached(message), _words(message)
    for text in (attached, words):
        text.justify = "right" if right_to_left else "left"
    parts = [text for text in (attached, words) if text]
    box = Panel(Group(*parts), subtitle=_length(message), subtitle_align="right")
    return Group(box, *(_row(row) for row in message["buttons"]))


def _unknown(sentence: str, meant: str | None, allowed: Iterable[str]) -> str:
    hint = f" Meinten Sie „{meant}“?" if meant else ""
    return f"{sentence}{hint}\nEs gibt: {', '.join(allowed)}."


def _attached(message: Message) -> Text:
    if photo := message.get("photo"):
        return Text(f"🖼 Bild, {photo['width']} × {photo['height']} Pixel", _LINKED)
    if document := message.get("document"):
        return Text(f"📎 {without_marks(document['name'])}", _LINKED)
    if venue := message.get("venue"):
        title, address = (without_marks(venue[name]) for name in ("title", "address"))
        return Text(f"🗺 {title}\n{address}\n{venue['latitude']}, {venue['longitude']}")
    return Text()


def _words(message: Message) -> Text:
    """The text in pieces, each in the styles of the entities that lie on all of it."""
    units, entities = message["text"].encode("utf-16-le"), message["entities"]
    spans = [(entity["offset"], entity["offset"] + entity["length"], entity) for entity in entities]
    edges = sorted({0, len(units) // 2, *(edge for start, end, _ in spans for edge in (start, end))})
    text = Text(overflow="fold")
    for start, end in pairwise(edges):
        piece = without_marks(units[2 * start : 2 * end].decode("utf-16-le"))
        styles = [_style(entity, piece) for first, last, entity in spans if first <= start and end <= last]
        text.append(piece, Style.combine([Style.null(), *styles]))
    return text


def _style(entity: Message, piece: str) -> Style:
    kind = entity["type"]
    if kind in {"text_link", "url"}:
        return _LINKED + Style(link=entity.get("url", piece))
    return _STYLES.get(kind, _LINKED)


def _length(message: Message) -> str | None:
    """How much of Telegram's limit is used, counted as Telegram does: with direction marks."""
    if not message["text"]:
        return None
    limit = CAPTION_LIMIT if message.keys() & {"photo", "document"} else TEXT_LIMIT
    return f"{len(message['text'].encode('utf-16-le')) // 2} von {limit} Zeichen"


def _row(buttons: Iterable[Message]) -> Table:
    boxes = [_button(button) for button in buttons]
    row = Table.grid(expand=True)
    for _ in boxes:
        row.add_column(ratio=1)
    row.add_row(*boxes)
    return row


def _button(button: Message) -> RenderableType:
    label = Text(without_marks(button["text"]), "bold", justify="center")
    return Panel(
        Group(label, Text(_effect(button), "dim", justify="center", overflow="fold")), border_style="cyan"
    )


def _effect(button: Message) -> str:
    if "copy" in button:
        return f"kopiert {button['copy']}"
    if "url" in button:
        return f"öffnet {button['url']}"
    return f"Aktion {button['data'].removeprefix(VERSION).removeprefix(KEPT)}"
