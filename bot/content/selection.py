"""What stands where in the documents of a content folder, whether they are valid or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.languages import BY_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.content.yaml_lines import Document, Path, Value

ANY = "*"  # in a pattern: any key or index
TOPICS = "topics"
_LONGEST = 4_000
# every text in several languages: the file and its pattern, whose last step is the language
_TEXTS = (
    (TOPICS, ("title", ANY)),
    (TOPICS, ("answer", ANY)),
    (TOPICS, ("more", ANY)),
    (TOPICS, ("links", ANY, "title", ANY)),
    ("contacts.yaml", ("contacts", ANY, "role", ANY)),
    ("places.yaml", ("places", ANY, "name", ANY)),
    ("meetups.yaml", ("meetups", ANY, "about", ANY)),
    ("appointments.yaml", ("subjects", ANY, "title", ANY)),
    ("appointments.yaml", ("subjects", ANY, "bring", ANY)),
    ("appointments.yaml", ("authorities", ANY, "title", ANY)),
)


@dataclass(frozen=True, slots=True)
class Written:
    """A text and where it stands; `path` ends with its field and its language.

    Of a text far longer than any may be, only the beginning: nobody reads on, and patterns would take ages.
    """

    document: Document
    path: Path
    text: str

    @property
    def field(self) -> str:
        """For example `answer`."""
        return str(self.path[-2])

    @property
    def language(self) -> str:
        """For example `de`."""
        return str(self.path[-1])


@dataclass(frozen=True, slots=True)
class Documents:
    """All that was read: topics by file stem, the other files by name."""

    topics: Mapping[str, Document]
    files: Mapping[str, Document]

    def __iter__(self) -> Iterator[Document]:
        yield from self.files.values()
        yield from self.topics.values()

    def select(self, place: str, pattern: Sequence[str | int]) -> Iterator[tuple[Document, Path, str]]:
        """Every string at `pattern` in all topics (TOPICS) or in the file of that name, if it was read."""
        file = self.files.get(place)
        for document in self.topics.values() if place == TOPICS else [file] if file else []:
            for path, value in select(document.value, pattern):
                yield document, path, value

    def texts(self) -> Iterator[Written]:
        """Every text in a language we know, in the order of the files."""
        for place, pattern in _TEXTS:
            for document, path, text in self.select(place, pattern):
                if path[-1] in BY_CODE:
                    yield Written(document, path, text[:_LONGEST])


def select(value: Value | None, pattern: Sequence[str | int], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every string whose path fits `pattern`, in which ANY stands for any key or index."""
    if not pattern:
        if isinstance(value, str):
            yield path, value
        return
    step, rest = pattern[0], pattern[1:]
    entries: Iterable[tuple[str | int, Value]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, inner in entries:
        if step in (ANY, key):
            yield from select(inner, rest, (*path, key))
