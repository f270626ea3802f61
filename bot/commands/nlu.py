"""`zuhause nlu`: look into the understanding, on any example files."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from bot.console import fail, stderr, training_progress
from bot.settings import Settings
from bot.start import read_content, staff_examples, understanding
from nlu.embedding import Embedder
from nlu.errors import NluError
from nlu.evaluate import evaluate as evaluate_files
from nlu.export import export_rasa
from nlu.language import detector
from nlu.understand import DATA, base_examples

app = typer.Typer(help="Look into the understanding of messages.", no_args_is_help=True)


@app.command()
def evaluate(
    train: Annotated[list[Path], typer.Option(help="Rasa nlu.yml to learn from; may be repeated.")],
    test: Annotated[list[Path], typer.Option(help="Rasa nlu.yml to measure on; may be repeated.")],
    *,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Learn from one set of examples, measure on another."""
    with tempfile.TemporaryDirectory() as cache:
        try:
            result = evaluate_files(train, test, Path(cache))
        except NluError as error:
            raise fail(str(error)) from None
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        typer.echo(f"{name}: {value}")


@app.command()
def train(
    *, gently: Annotated[bool, typer.Option(help="Leave the cores to others who need them.")] = False
) -> None:
    """Learn the example questions now, so that the next start is quick (`run` does it when needed)."""
    if gently and hasattr(os, "nice"):
        os.nice(10)
    settings = Settings.read()
    cache = settings.data_dir / "cache"
    with stderr.status("Learning the example questions …"):
        understanding(read_content(settings.content_dir, cache), cache)


@app.command()
def embed() -> None:
    """For developers: store the embeddings of nlu/data beside it, so that nobody has to compute them."""
    texts = [example.text for example in base_examples(DATA)]
    with training_progress() as progress:
        Embedder().ship(texts, Settings.read().data_dir / "cache", progress)


@app.command("export-rasa")
def export_for_rasa(
    directory: Annotated[Path, typer.Argument(help="Where nlu/*.yml and domain.yml are written.")],
) -> None:
    """Write all example questions, the staff's too, as training data of a Rasa project."""
    settings = Settings.read()
    staff = staff_examples(read_content(settings.content_dir, settings.data_dir / "cache"))
    examples = [*base_examples(DATA), *staff]
    try:
        files = export_rasa(examples, directory)
    except OSError as error:
        raise fail(
            f"{error.filename or directory} cannot be written: {error.strerror}.\n"
            "Name a folder in which you may write; it is made where it is missing."
        ) from None
    typer.echo(f"{len(examples)} sentences in {len(files) - 1} languages written to {directory}")


@app.command()
def detect(
    text: Annotated[list[str], typer.Argument(help='The message; "-" reads one message a line.')],
    *,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Name the language of a message."""
    chosen = detector(Settings.read().language_detector)
    messages = (line.rstrip("\r\n") for line in sys.stdin) if text == ["-"] else [" ".join(text)]
    for message in messages:
        found = chosen.detect(message)
        result = {"text": message, "language": found.language, "confidence": round(found.confidence, 4)}
        line = json.dumps(result, ensure_ascii=False)
        typer.echo(line if as_json else f"{found.language or '?'}  {found.confidence:.2f}  {message}")
        sys.stdout.flush()
