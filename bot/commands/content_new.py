"""`zuhause content new`: a file for a new topic that is in order from the start and shows where to write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from bot.commands.content_choice import Directory
from bot.console import fail
from bot.content.load import load
from bot.content.meant import meant_id
from bot.content.references import RESERVED
from bot.content.values import ID, LONGEST_ID
from bot.settings import Settings

_STUB = """\
# yaml-language-server: $schema=../../docs/schema/topic.schema.json
# Neues Thema. Solange unten „example: true“ steht, zeigt der Bot es niemandem.
# Kurze Sätze, ein Gedanke je Zeile, Leerzeile dazwischen. Telefon und Mail stehen in contacts.yaml.

id: {id}
# Ein Emoji vor dem Titel:
icon: 📄
# Der Titel steht auch auf einer Taste: höchstens 40 Zeichen.
title:
  de: Neues Thema

# Die kurze Antwort: höchstens drei Sätze.
answer:
  de: |
    Hier steht bald eine Antwort.

# Was hinter der Taste „Mehr“ steht (darf fehlen):
# more:
#   de: |
#     Hier steht mehr dazu.

{contacts}
# Tasten unter der Antwort: andere Themen, oder book-appointment für einen Termin.
# buttons:
#   - book-appointment

# So fragen Menschen nach diesem Thema. Bitte die # löschen und eigene Fragen schreiben, besser zehn als drei.
# examples:
#   de:
#     - Wo finde ich Hilfe dazu?
#     - ich brauche hilfe mit dem thema
#     - Wer kann mir das erklären?

# Nach so vielen Tagen soll das Büro den Text wieder prüfen.
check_every_days: 365
# Bitte löschen, wenn alles stimmt. Dann zeigt der Bot das Thema.
example: true
"""
_NEXT = """\
So geht es weiter:
  1. Titel, Antwort und Beispielfragen schreiben (die Datei in einem Editor öffnen).
  2. Prüfen: zuhause content check
  3. Die Zeile „example: true“ löschen. Dann zeigt der Bot das Thema.
  4. Vermerken, dass der deutsche Text stimmt: zuhause content review {id}
  5. Übersetzen: zuhause content translate {id}"""


def new(
    topic: Annotated[str, typer.Argument(help="Kurzer Name aus a–z, 0–9 und Bindestrich, z. B. school.")],
    directory: Directory = None,
) -> None:
    """Eine Datei für ein neues Thema anlegen, mit Platz für alles Nötige."""
    folder = directory or Settings.read().content_dir
    path = folder / "topics" / f"{_proper(topic)}.yaml"
    if topic in RESERVED:
        raise fail(f"„{topic}“ ist ein Ablauf des Bots. Bitte einen anderen Namen wählen.")
    text = _STUB.format(id=topic, contacts=_contacts(folder))
    try:
        path.parent.mkdir(exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise fail(f"{path}:1: Das Thema „{topic}“ gibt es schon. Bitte diese Datei ändern.") from None
    except OSError as error:
        raise fail(f"{path}:1: Die Datei lässt sich nicht anlegen ({error.strerror}).") from None
    typer.echo(f"Angelegt: {path}")
    typer.echo(_NEXT.format(id=topic))


def _proper(topic: str) -> str:
    """The id, if it is one; else the end, with one that would do."""
    if re.fullmatch(ID, topic) and len(topic) <= LONGEST_ID:
        return topic
    meant = meant_id(topic)
    hint = f"Zum Beispiel: zuhause content new {meant}" if meant else "Zum Beispiel: school"
    rule = f"nur a–z, 0–9 und Bindestriche, höchstens {LONGEST_ID} Zeichen"
    raise fail(f"„{topic}“ geht nicht als Kennung: {rule}. {hint}")


def _contacts(folder: Path) -> str:
    """Whom one can ask: the contact that the bot shows everywhere, where the content says who that is."""
    content = load(folder).content
    first = content.first_contact if content else "integration-management"
    lines = "# Wen man dazu fragen kann: ids aus contacts.yaml.\n{0}contacts:\n{0}  - {1}\n"
    return lines.format("" if content else "# ", first)
