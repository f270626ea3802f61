"""`zuhause content status`: how far the texts are in every language, and what the office should look at."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot import clock
from bot.commands.content_choice import Directory, Languages, codes, german, open_content
from bot.content.overview import GROUPS, Overview, Stale, overview
from bot.content.schema import Content
from bot.content.states import Entry, Stage, state_of
from bot.languages import BY_CODE

# By stage: the sign, the word, and a colour that says the same once more.
SIGNS = {
    Stage.REVIEWED: ("✓", "geprüft", "green"),
    Stage.DRAFT: ("●", "Entwurf", "yellow"),
    Stage.OUTDATED: ("!", "veraltet", "bold red"),
    Stage.MISSING: ("–", "fehlt", "red"),
}
EXPLANATION = """\
Entwurf: Niemand hat diesen Text geprüft, seit er so dasteht (auch de).
Veraltet: Das Deutsche hat sich seit der Übersetzung geändert."""


def status(
    lang: Languages = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Für Programme.")] = False,
    directory: Directory = None,
) -> None:
    """Der Stand aller Texte in allen Sprachen, und was wieder geprüft werden sollte."""
    folder, content = open_content(directory, quiet=as_json)
    languages = codes(lang) or list(BY_CODE)
    seen = overview(content, clock.now(), languages)
    if as_json:
        typer.echo(json.dumps(seen.as_json(), ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    console.print(_details(seen, content) if len(languages) == 1 else _table(seen))
    console.print(_legend())
    for line in (*_stale(seen), *_without_date(seen, folder)):
        console.print(line, soft_wrap=True, markup=False)


def _table(seen: Overview) -> Table:
    """A column a language, so narrow that all fit into 80 columns."""
    table = Table(box=None, padding=(0, 1, 0, 0), title="Stand der Texte", title_justify="left")
    table.add_column(overflow="ellipsis", no_wrap=True)
    for code in seen.languages:
        table.add_column(code, justify="center", no_wrap=True)
    for group, entries in _grouped(seen):
        table.add_row(Text(GROUPS[group], style="bold"))
        for entry in entries:
            row = seen.stages[entry.key]
            table.add_row(_name(entry), *(_sign(row[code]) for code in seen.languages))
    table.add_row()
    sums = {code: seen.sums(code) for code in seen.languages}
    for stage in Stage:
        sign, word, _ = SIGNS[stage]
        counts = (str(sums[code][stage] or "") for code in seen.languages)
        table.add_row(Text(f"{sign} {word}", style="bold"), *counts)
    return table


def _details(seen: Overview, content: Content) -> Table:
    """One language: also who checked what and when."""
    (code,) = seen.languages
    table = Table(box=None, padding=(0, 2, 0, 0), title=f"Stand der Texte: {german(code)}")
    table.title_justify = "left"
    for heading in ("", "Stand", "geprüft am", "von"):
        table.add_column(heading, no_wrap=True, overflow="ellipsis")
    for group, entries in _grouped(seen):
        table.add_row(Text(GROUPS[group], style="bold"))
        for entry in entries:
            stage, state = seen.stages[entry.key][code], state_of(content, entry.key, code)
            sign = _sign(stage, f" {SIGNS[stage][1]}")
            told = state if stage in {Stage.REVIEWED, Stage.OUTDATED} else None
            day = f"{told.reviewed:%d.%m.%Y}" if told and told.reviewed else ""
            table.add_row(_name(entry), sign, day, Text(told.by or "" if told else ""))
    return table


def _grouped(seen: Overview) -> list[tuple[str, list[Entry]]]:
    return [(group, list(them)) for group, them in groupby(seen.entries.values(), lambda entry: entry.group)]


def _name(entry: Entry) -> Text:
    return Text("  " + entry.key.partition("/")[2])


def _sign(stage: Stage, word: str = "") -> Text:
    sign, _, style = SIGNS[stage]
    return Text(sign + word, style=style)


def _legend() -> Text:
    signs = (_sign(stage, f" {word}") for stage, (_, word, _) in SIGNS.items())
    return Text.assemble("\n", Text("   ").join(signs), "\n", EXPLANATION)


def _stale(seen: Overview) -> list[str]:
    if not seen.stale:
        return ["", "Alle deutschen Texte sind rechtzeitig geprüft."]
    names = [late.topic for late in seen.stale]
    return [
        "",
        f"Bitte wieder prüfen ({len(names)}): Stimmt der deutsche Text noch?",
        *(f"  {late.topic}: {_age(late)}" for late in seen.stale),
        "So vermerken Sie es: zuhause content review " + " ".join(names),
    ]


def _age(late: Stale) -> str:
    if late.checked is None:
        return "nicht geprüft, seit er so dasteht"
    return f"zuletzt am {late.checked:%d.%m.%Y}, vor {late.days} Tagen (vorgesehen: alle {late.every_days})"


def _without_date(seen: Overview, folder: Path) -> list[str]:
    if not seen.without_date:
        return []
    return [
        "",
        f"Treffen ohne nächsten Termin: {', '.join(seen.without_date)}",
        f"Bitte in {folder / 'meetups.yaml'} neue Tage eintragen, oder das Treffen dort löschen.",
    ]
