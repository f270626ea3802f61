"""What the commands on content share: the content without faults, and what is meant by names and codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.console import fail, short, stderr
from bot.content.check import report
from bot.content.findings import nearest
from bot.content.load import load
from bot.content.overview import GROUPS
from bot.content.schema import Content
from bot.content.states import Entry, entries
from bot.languages import BY_CODE
from bot.settings import Settings

Directory = Annotated[Path | None, typer.Option(help="Der Ordner mit den Inhalten; sonst CONTENT_DIR.")]
Languages = Annotated[
    list[str] | None, typer.Option("--lang", help="Sprache, z. B. ar; auch mehrmals oder ar,uk.")
]


def open_content(directory: Path | None, *, quiet: bool = False) -> tuple[Path, Content]:
    """The folder and its content; with faults their report and the end. `quiet` leaves stdout to machines."""
    folder = directory or short(Settings.read().content_dir)
    loaded = load(folder)
    if loaded.content is None:
        typer.echo(report(loaded.findings), err=quiet)
        raise typer.Exit(1)
    return folder, loaded.content


def chosen(content: Content, names: list[str], folder: Path) -> list[Entry]:
    """The entries that are meant, by id of a topic (`work`), key (`contacts/in-tact`) or group (`contacts`).

    A group with the name of a topic needs a slash (`meetups/`): nobody shall review more than was meant.
    """
    known = entries(content)
    meant = {entry.key: entry for name in names for entry in _meant(known, name, folder)}
    return list(meant.values())


def _meant(known: dict[str, Entry], name: str, folder: Path) -> list[Entry]:
    group = [entry for entry in known.values() if entry.group == name.removesuffix("/")]
    entry = known.get(f"topics/{name}") or known.get(name)
    if entry and group:
        stderr.print(f"„{name}“ ist hier das Thema. Alle {GROUPS[name]}: {name}/", markup=False)
    if entry or group:
        return [entry] if entry else group
    file = folder / "topics" / f"{name}.yaml"
    if file.is_file():
        raise fail(f"{file}:1: Dieses Thema ist noch ein Beispiel. Löschen Sie erst „example: true“.")
    raise fail(f"„{name}“ gibt es nicht. {_hint(name, [*(known[key].name for key in known), *GROUPS])}")


def codes(given: list[str] | None) -> list[str]:
    """The languages that are meant, each once, in the order of the table; none given is none."""
    meant = [code.strip() for several in given or () for code in several.split(",") if code.strip()]
    for code in meant:
        if code not in BY_CODE:
            by_name = {row.german_name: row.code for row in BY_CODE.values()}
            name = nearest(code, list(by_name))
            hint = f"Meinten Sie „{by_name[name]}“?" if name else _hint(code, list(BY_CODE))
            raise fail(f"Die Sprache „{code}“ kenne ich nicht. {hint}")
    return [code for code in BY_CODE if code in meant]


def _hint(value: str, allowed: list[str]) -> str:
    meant = nearest(value, allowed)
    return f"Meinten Sie „{meant}“?" if meant else f"Erlaubt: {', '.join(allowed)}."


def german(language: str) -> str:
    """What the language is called in German."""
    return BY_CODE[language].german_name
