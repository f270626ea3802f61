"""`zuhause content`: what staff need to keep their files right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.content.check import report
from bot.content.load import load
from bot.content.schema_json import schemas
from bot.settings import Settings

app = typer.Typer(help="Inhalte prüfen.", no_args_is_help=True)


@app.command()
def check(
    directory: Annotated[Path | None, typer.Argument(help="Der Ordner mit den Inhalten.")] = None,
    lang: Annotated[str, typer.Option(help="de oder en")] = "de",
) -> None:
    """Alle Fehler in einem Durchgang, jeder mit Datei, Zeile und Abhilfe. Ende mit 1, wenn es welche gibt."""
    loaded = load(directory or Settings.read().content_dir)
    if loaded.findings:
        typer.echo(report(loaded.findings, lang))
        raise typer.Exit(1)
    typer.echo("Alles in Ordnung." if lang == "de" else "Everything is fine.")


@app.command()
def schema(directory: Annotated[Path, typer.Argument(help="Wohin die Dateien sollen.")]) -> None:
    """Die JSON-Schemas schreiben, mit denen Editoren beim Tippen helfen."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, value in schemas().items():
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        (directory / f"{name}.schema.json").write_text(text, encoding="utf-8")
