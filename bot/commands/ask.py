"""`zuhause ask`: how the bot would answer, without a database and without leaving anything behind."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.asking import Asked, Asker
from bot.console import fail, training_progress
from bot.errors import ZuhauseError
from bot.settings import Settings
from bot.start import read_content, understanding
from bot.texts import read_catalogues
from nlu.language import detector

if TYPE_CHECKING:
    from collections.abc import Iterable


def ask(
    text: Annotated[list[str], typer.Argument(help='The message; "-" reads one message a line.')],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    language_hint: Annotated[str | None, typer.Option(help="The conversation's language so far.")] = None,
) -> None:
    """Show language, topic and answer for a message."""
    try:
        asker = load_asker(Settings.read())
    except ZuhauseError as error:
        raise fail(str(error)) from None
    for message in _messages(text):
        _print(asker.ask(message, language_hint), as_json=as_json)


def load_asker(settings: Settings) -> Asker:
    """Everything a question needs. Raises ContentError."""
    cache = settings.data_dir / "cache"
    content = read_content(settings.content_dir, cache)
    with training_progress() as progress:
        understander = understanding(content, cache, progress, rasa_url=settings.rasa_url)
    return Asker(content, understander, detector(settings.language_detector), read_catalogues())


def _messages(text: list[str]) -> Iterable[str]:
    if text == ["-"]:
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        return (line.rstrip("\r\n") for line in iter(sys.stdin.readline, ""))
    return [" ".join(text)]


def _print(asked: Asked, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(asked), ensure_ascii=False))
    else:
        typer.echo(f"{asked.language or '?'} ({asked.language_confidence:.2f})  ", nl=False)
        typer.echo(
            f"{asked.outcome}: {asked.topic or ', '.join(asked.choices) or '–'} ({asked.confidence:.2f})"
        )
        typer.echo(f"\n{asked.answer}\n")
    sys.stdout.flush()
