"""Reads example sentences in Rasa's NLU format, with the line of each (rasa.com/docs, "NLU training data").

Retrieval intents (`faq/opening`) keep their name, entity annotations are reduced to their text. Synonyms,
lookups, regexes and other top-level keys have no sentences and are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from nlu.errors import Fault, NluFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LANGUAGES = frozenset({"de", "en", "uk", "ru", "ar", "fa", "ps", "tr", "kmr", "ckb", "ti", "so", "fr", "sq"})
_OTHER_KINDS = frozenset({"synonym", "regex", "lookup"})
_ENTITY = re.compile(r"\[(?P<text>[^\]]+)\](?:\([^)]*\)|\{[^}]*\})")
LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml: ten times as fast


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence somebody might write, and what they mean by it."""

    text: str
    intent: str
    language: str | None = None
    file: str = ""
    line: int = 0
    hand: str = ""
    """Who wrote it, if the file says so (`metadata: hand:` of the intent): authors have habits."""

    @property
    def place(self) -> str:
        """File and line, as editors jump to them; without a line where none is known."""
        return f"{self.file}:{self.line}" if self.line else self.file


def read_nlu(path: Path) -> list[Example]:
    """Return the examples of one file in file order.

    Raises:
        NluFileError: with every fault of the file, its line and its cure.
    """
    reader = _Reader(str(path), path.stem if path.stem in LANGUAGES else None)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=LOADER)
    except OSError as error:
        reader.fault(0, f"the file cannot be read ({error.strerror})", "Check its name and its rights.")
        root = None
    except UnicodeDecodeError as error:
        reader.fault(0, f"byte {error.start + 1} is not UTF-8", 'Save the file with the encoding "UTF-8".')
        root = None
    except yaml.YAMLError as error:
        reader.broken(error)
        root = None
    else:
        reader.file_node(root)
    if reader.faults:
        raise NluFileError(reader.faults)
    return reader.examples


class _Reader:
    """Collects examples and faults of one file."""

    def __init__(self, file: str, language: str | None) -> None:
        self.file, self.language = file, language
        self.examples: list[Example] = []
        self.faults: list[Fault] = []

    def fault(self, line: int, message: str, cure: str) -> None:
        self.faults.append(Fault(self.file, line, message, cure))

    def broken(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark else 0
        if isinstance(error, yaml.reader.ReaderError):
            self.fault(
                line,
                f"character {error.position + 1} is not allowed in YAML",
                "Delete the control character.",
            )
            return
        problem = getattr(error, "problem", None) or "the YAML is broken"
        cure = "Compare the indentation and quotes of this line with its neighbours."
        if "tab" in problem or "\\t" in problem or "cannot start any token" in problem:
            cure = "Indent with spaces instead of tabs."
        self.fault(line, problem, cure)

    def file_node(self, root: yaml.Node | None) -> None:
        entries = _value(root, "nlu")
        if not isinstance(entries, yaml.SequenceNode) or not entries.value:
            line = entries.start_mark.line + 1 if entries is not None else 1
            self.fault(line, "there is no list of intents under 'nlu:'", _SHAPE)
            return
        for entry in entries.value:
            self._entry(entry)
        if not self.examples and not self.faults:
            self.fault(entries.start_mark.line + 1, "there are no example sentences", _SHAPE)

    def _entry(self, entry: yaml.Node) -> None:
        line = entry.start_mark.line + 1
        if any(_value(entry, kind) is not None for kind in _OTHER_KINDS):
            return
        intent = _value(entry, "intent")
        if not isinstance(intent, yaml.ScalarNode) or not intent.value.strip():
            self.fault(line, "the name of the intent is missing", "Begin the entry with '- intent: name'.")
            return
        before = len(self.examples), len(self.faults)
        hand = getattr(_value(_value(entry, "metadata"), "hand"), "value", "")
        for text, text_line in self._texts(_value(entry, "examples")):
            self._example(text, text_line, intent.value.strip(), str(hand))
        if before == (len(self.examples), len(self.faults)):
            cure = "Write 'examples: |' and below it one sentence a line, each after '- '."
            self.fault(line, f"intent '{intent.value}' has no example sentences", cure)

    def _example(self, text: str, line: int, intent: str, hand: str) -> None:
        sentence = _ENTITY.sub(r"\g<text>", text).strip()
        if sentence:
            self.examples.append(Example(sentence, intent, self.language, self.file, line, hand))
        else:
            self.fault(line, "the example is empty", "Write a sentence after '- ' or delete the line.")

    def _texts(self, node: yaml.Node | None) -> Iterator[tuple[str, int]]:
        """Yield text and line of each example: a block of '- ' lines, or a list of texts or `text:` maps."""
        if isinstance(node, yaml.SequenceNode):
            for item in node.value:
                scalar = _value(item, "text") if isinstance(item, yaml.MappingNode) else item
                if isinstance(scalar, yaml.ScalarNode):
                    yield scalar.value.strip().removeprefix("- "), scalar.start_mark.line + 1
                else:
                    self.fault(
                        item.start_mark.line + 1, "this is not a sentence", "Write '- text: sentence'."
                    )
        elif isinstance(node, yaml.ScalarNode) and node.style == "|":
            yield from self._block(node)
        elif node is not None:
            line = node.start_mark.line + 1
            self.fault(line, "the examples are not a block of lines", "Write 'examples: |' (with the bar).")

    def _block(self, node: yaml.ScalarNode) -> Iterator[tuple[str, int]]:
        for number, raw in enumerate(node.value.split("\n"), start=node.start_mark.line + 2):
            line = raw.strip()
            if line == "-" or line.startswith(("- ", "-\t")):
                yield line[1:], number
            elif line:
                self.fault(
                    number, f"the example '{line[:40]}' does not begin with '- '", "Put '- ' before it."
                )


_SHAPE = "Write 'nlu:' and below it entries '- intent: name' with 'examples: |'."


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the node under `key` of a mapping, or None."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)
