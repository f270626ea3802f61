"""`content/states.yaml`: what is known of each text. The program alone writes it, in one fixed form.

A text a line has two virtues: a version control system shows what was reviewed, and two people who review
different texts do not get in each other's way.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from bot.content.check import report
from bot.content.schema import StatesFile
from bot.content.validation import validated
from bot.content.writing import WritingError, replace_file
from bot.content.yaml_lines import read
from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from bot.content.schema import State

    States = Mapping[str, Mapping[str, State]]

NAME = "states.yaml"
_HEADER = """\
# yaml-language-server: $schema=../docs/schema/states.schema.json
# Stand der Texte: wer was wann geprüft hat, und zu welchem deutschen Text eine Übersetzung gehört.
# Diese Datei schreibt das Programm. Bitte nicht von Hand ändern, sondern so:
#   zuhause content status       zeigt den Stand
#   zuhause content review …     vermerkt, dass ein Text stimmt
# of und text sind Prüfsummen: of vom deutschen Text, text von der Übersetzung selbst.
"""
_PLAIN = re.compile(r"[^\W\d_][\w .-]*(?<! )")  # a name that no YAML reader takes for anything else


def read_states(folder: Path) -> dict[str, dict[str, State]]:
    """The states by entry and language; empty without a file. Raises WritingError if it has faults."""
    path = folder / NAME
    if not path.exists():
        return {}
    document = read(path.read_bytes(), path.as_posix())
    file, findings = validated(document, StatesFile)
    if file is None:
        raise WritingError(report([*document.findings, *findings]))
    return file.states


def record(folder: Path, changes: States, order: Iterable[str]) -> None:
    """Write down what has changed, and leave everything else as it is; `order` is that of the entries.

    The file is read anew, so that what somebody else has written meanwhile stays. Raises WritingError.
    """
    former = read_states(folder)
    states = {key: {**former.get(key, {}), **changes.get(key, {})} for key in (*former, *changes)}
    if states == former:
        return
    data, path = rendered(states, order).encode(), folder / NAME
    document = read(data, path.as_posix())
    file, findings = validated(document, StatesFile)
    if file is None or file.states != states:  # a name with signs that no content file may have
        raise WritingError(report([*document.findings, *findings]) or f"{path}: nicht geschrieben")
    replace_file(path, data)


def rendered(states: States, order: Iterable[str]) -> str:
    """The file: entries in `order`, then those that no content has any more; languages as in the table."""
    places = {key: place for place, key in enumerate(order)}
    keys = sorted(states, key=lambda key: (places.get(key, len(places)), key))
    if not keys:
        return f"{_HEADER}\nstates: {{}}\n"
    return "\n".join([f"{_HEADER}\nstates:", *(_entry(key, states[key]) for key in keys), ""])


def _entry(key: str, states: Mapping[str, State]) -> str:
    lines = [f"    {code}: {_state(states[code])}" for code in BY_CODE if code in states]
    return "\n".join([f"  {_scalar(key)}:", *lines])


def _state(state: State) -> str:
    values = {"of": _digits(state.of), "text": _digits(state.text)}
    if state.reviewed:
        values["reviewed"] = f"{state.reviewed:%d.%m.%Y}"
    if state.by:
        values["by"] = _scalar(state.by)
    return "{" + ", ".join(f"{name}: {value}" for name, value in values.items()) + "}"


def _digits(fingerprint: str) -> str:
    """Editors take 12345678 and 12e45678 for numbers, and a number is no fingerprint."""
    return fingerprint if re.search("[a-df]", fingerprint) else f'"{fingerprint}"'


def _scalar(text: str) -> str:
    plain = all(_PLAIN.fullmatch(part) for part in text.split("/"))
    return text if plain else json.dumps(text, ensure_ascii=False)
