"""Writes example sentences as training data of a Rasa project: one file a language, and the domain."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from nlu.examples import Example

_VERSION = "3.1"  # of Rasa's training data format
_OTHER = "other"  # file of sentences whose language nobody noted
_UNWRITABLE = frozenset({"Cc", "Cs", "Cn"})


def export_rasa(examples: Sequence[Example], directory: Path) -> list[Path]:
    """Write `nlu/<language>.yml` and `domain.yml` below `directory`, which is made; return the files.

    `nlu.examples.read_nlu` reads the sentences back as they were, without characters that YAML cannot hold.

    Raises:
        OSError: something cannot be written there.
    """
    written = [directory / "domain.yml"]
    (directory / "nlu").mkdir(parents=True, exist_ok=True)
    written[0].write_text(_domain(examples), encoding="utf-8")
    for language, spoken in _grouped(examples, lambda example: example.language or _OTHER):
        file = directory / "nlu" / f"{language}.yml"
        file.write_text(_nlu(spoken), encoding="utf-8")
        written.append(file)
    return written


def _grouped(
    examples: Iterable[Example], key: Callable[[Example], str]
) -> Iterable[tuple[str, list[Example]]]:
    groups: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        groups[key(example)].append(example)
    return groups.items()


def _domain(examples: Iterable[Example]) -> str:
    intents = sorted({example.intent for example in examples})
    return yaml.safe_dump({"version": _VERSION, "intents": intents}, sort_keys=False)


def _nlu(examples: Iterable[Example]) -> str:
    """Return a file by hand, because PyYAML would quote a block that holds an emoji and break long lines."""
    lines = [f'version: "{_VERSION}"', "nlu:"]
    for intent, sentences in _grouped(examples, lambda example: example.intent):
        lines += [f"- intent: {intent}", "  examples: |"]
        lines += [f"    - {text}" for text in map(_one_line, (one.text for one in sentences)) if text]
    return "\n".join(lines) + "\n"


def _one_line(text: str) -> str:
    writable = (" " if unicodedata.category(sign) in _UNWRITABLE else sign for sign in text)
    return " ".join("".join(writable).replace("\ufeff", "").split())
