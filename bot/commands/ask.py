"""`zuhause ask`: how the bot would answer, without a database and without leaving anything behind."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.asking import Asked, Asker
from bot.console import fail, training_progress
from bot.errors import ZuhauseError
from bot.settings import Settings
from bot.start import all_examples, read_content, understanding
from bot.texts import read_catalogues
from nlu.language import detector

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nlu.outcome import Thresholds
    from nlu.understand import Explanation


def ask(
    text: Annotated[list[str], typer.Argument(help='The message; "-" reads one message a line.')],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    language_hint: Annotated[str | None, typer.Option(help="The conversation's language so far.")] = None,
    explain: Annotated[bool, typer.Option(help="Also show the scores and the nearest examples.")] = False,
) -> None:
    """Show language, topic and answer for a message."""
    settings = Settings.read()
    try:
        asker = load_asker(settings)
    except ZuhauseError as error:
        raise fail(str(error)) from None
    examples = all_examples(asker.content) if explain else []
    for message in _messages(text):
        asked = asker.ask(message, language_hint)
        why = asker.understander.explain(message, examples, settings.data_dir / "cache") if explain else None
        _print(asked, why, as_json=as_json)


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


def _print(asked: Asked, why: Explanation | None, *, as_json: bool) -> None:
    if as_json:
        more = {"explanation": _numbers(why)} if why else {}
        typer.echo(json.dumps(asdict(asked) | more, ensure_ascii=False))
    else:
        typer.echo(f"{asked.language or '?'} ({asked.language_confidence:.2f})  ", nl=False)
        typer.echo(
            f"{asked.outcome}: {asked.topic or ', '.join(asked.choices) or '–'} ({asked.confidence:.2f})"
        )
        typer.echo(f"\n{asked.answer}\n")
        if why:
            typer.echo("\n".join(_sentences(why)))
    sys.stdout.flush()


_SHOWN = 5  # topics of an explanation


def _numbers(why: Explanation) -> dict[str, Any]:
    return {
        "rule": why.rule,
        "scores": {ranked.topic: round(ranked.confidence, 4) for ranked in why.ranking},
        "thresholds": asdict(why.thresholds),
        "nearest": [
            {"text": example.text, "topic": example.intent, "place": example.place, "cosine": round(near, 4)}
            for example, near in why.nearest
        ],
    }


def _limits(thresholds: Thresholds) -> str:
    answer, offer, danger = thresholds.answer, thresholds.offer, thresholds.emergency
    return f"answered from {answer}, offered from {offer} together, danger from {danger}"


def _sentences(why: Explanation) -> Iterator[str]:
    if why.rule:
        yield f"A rule comes before the scores: {why.rule}."
    yield f"Scores ({_limits(why.thresholds)}):"
    for ranked in why.ranking[:_SHOWN]:
        yield f"  {ranked.confidence:6.3f}  {ranked.topic}"
    yield "Nearest examples:"
    for example, near in why.nearest:
        yield f"  {near:6.3f}  {example.intent}: {example.text}  ({example.place})"
