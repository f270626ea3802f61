"""`zuhause content review`: note that somebody has read texts and found them right, with name and date."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from bot import clock
from bot.commands.content_choice import Directory, Languages, chosen, codes, german, open_content
from bot.console import fail, stderr
from bot.content.overview import GROUPS
from bot.content.schema import State
from bot.content.states import Entry, Stage, checked, entries, state_of
from bot.content.states_file import NAME, record
from bot.content.values import telegram_length
from bot.languages import BY_CODE

MAX_NAME = 40
_FORMER = {
    Stage.REVIEWED: "vorher schon geprüft",
    Stage.DRAFT: "vorher nicht geprüft",
    Stage.OUTDATED: "vorher veraltet, gilt jetzt für das neue Deutsch",
}
Topics = Annotated[
    list[str] | None,
    typer.Argument(help="Themen (work), einzelne Texte (contacts/in-tact) oder Gruppen (contacts)."),
]


def review(
    topics: Topics = None,
    lang: Languages = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Alle Sprachen dieser Texte.")] = False,
    by: Annotated[
        str | None,
        typer.Option(envvar="ZUHAUSE_REVIEWER", help="Ihr Name; sonst der, mit dem Sie angemeldet sind."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Mit --all ohne Themen: wirklich alles.")] = False,
    directory: Directory = None,
) -> None:
    """Vermerken, dass Texte stimmen. Ohne --lang ist der deutsche Text gemeint: Er stimmt noch."""
    folder, content = open_content(directory)
    languages = _languages(lang, every=every)
    if not topics and not (every and yes):
        groups = ", ".join(GROUPS)
        raise fail(f"Welche Texte? Bitte Themen oder Gruppen nennen ({groups}), oder alles: --all --yes")
    meant = chosen(content, topics, folder) if topics else list(entries(content).values())
    name, today = _name(by), clock.berlin_day(clock.now())
    changes: dict[str, dict[str, State]] = {}
    missing: list[tuple[Entry, str]] = []
    lines: list[str] = []
    for entry in meant:
        for code in languages:
            if entry.fingerprint(code) is None:
                missing.append((entry, code))
                continue
            former = _FORMER[entry.stage(code, state_of(content, entry.key, code))]
            changes.setdefault(entry.key, {})[code] = checked(entry, code, today, name)
            lines.append(f"✓ {entry.name}: {german(code)} ({former})")
    record(folder, changes, entries(content))
    if lines:
        texts = "Text" if len(lines) == 1 else "Texte"
        lines.append(f"{len(lines)} {texts} geprüft: {name}, {today:%d.%m.%Y} ({folder / NAME})")
        typer.echo("\n".join(lines))
    _tell_missing(missing)
    if missing and not (every and lines):
        raise typer.Exit(1)


def _languages(lang: list[str] | None, *, every: bool) -> list[str]:
    if every and lang:
        raise fail("--all heißt: alle Sprachen. Bitte --all oder --lang angeben, nicht beides.")
    return list(BY_CODE) if every else codes(lang) or ["de"]


def _name(given: str | None) -> str:
    """Who reviews. The login is taken where nobody says a name; a server's account may have none."""
    if given is None:
        try:
            given = getpass.getuser()
        except (KeyError, OSError):
            given = ""
    name = " ".join(given.split())
    if not name or telegram_length(name) > MAX_NAME:
        fault = f"Der Name „{name}“ ist länger als {MAX_NAME} Zeichen." if name else "Wer hat geprüft?"
        raise fail(f'{fault} Bitte so angeben: --by "Anna Muster" oder ZUHAUSE_REVIEWER=…')
    return name


def _tell_missing(missing: list[tuple[Entry, str]]) -> None:
    for entry, code in missing:
        fields = entry.missing(code)
        what = "gibt es noch nicht" if len(fields) == len(entry.texts) else f"fehlt noch: {', '.join(fields)}"
        stderr.print(f"– {entry.name}: {german(code)} {what}, nicht vermerkt", markup=False)
