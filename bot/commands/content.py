"""`zuhause content`: what staff need to keep their files right."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import berlin_day, now
from bot.commands.content_new import new
from bot.commands.content_review import review
from bot.commands.content_status import status
from bot.commands.content_translate import translate
from bot.console import short
from bot.content.check import as_objects, report, summary
from bot.content.load import load
from bot.content.schema_json import schemas
from bot.settings import Settings

app = typer.Typer(help="Inhalte prüfen, übersetzen und aktuell halten.", no_args_is_help=True)
for command in (status, review, translate, new):
    app.command()(command)


class Language(StrEnum):
    """The languages of findings."""

    DE = "de"
    EN = "en"


@app.command()
def check(
    directory: Annotated[Path | None, typer.Argument(help="Der Ordner mit den Inhalten.")] = None,
    lang: Annotated[Language, typer.Option(help="Sprache der Meldungen.")] = Language.DE,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Für Programme: ein JSON-Objekt.")] = False,
) -> None:
    """Alle Fehler und Hinweise in einem Durchgang, mit Datei, Zeile und Abhilfe.

    Ende mit 1, wenn es Fehler gibt; Hinweise allein ändern daran nichts.
    """
    loaded = load(directory or short(Settings.read().content_dir), advice_on=berlin_day(now()))
    faults, advice = loaded.findings, loaded.advice
    if as_json:
        found = {"faults": as_objects(faults, lang), "advice": as_objects(advice, lang)}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        parts = (report(faults, lang), report(advice, lang), summary(faults, advice, lang))
        typer.echo("\n".join(part for part in parts if part))
    raise typer.Exit(1 if faults else 0)


@app.command()
def schema(directory: Annotated[Path, typer.Argument(help="Wohin die Dateien sollen.")]) -> None:
    """Die JSON-Schemas schreiben, mit denen Editoren beim Tippen helfen."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, value in schemas().items():
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        (directory / f"{name}.schema.json").write_text(text, encoding="utf-8")
