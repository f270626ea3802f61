"""Which texts a translator should write, and how: line by line, with what must stay shielded."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.content.states import Stage, drafted, follows, state_of
from bot.translation.engines import TranslationError, UnreachableError
from bot.translation.protection import TokenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.content.schema import Content, State
    from bot.content.states import Entry
    from bot.translation.engines import Engine
    from bot.translation.protection import Shield

PATIENCE = 3
"""After so many texts without any answer in a row nobody asks any more."""
_GIVEN_UP = "nicht versucht, weil der Dienst nicht mehr antwortet"
_BULLET = re.compile(r"(?:[-•*·]\s+)?")
_JOINERS = "\u200c\u200d"  # Persian, Kurdish and emoji need them


@dataclass(frozen=True, slots=True)
class Job:
    """An entry that wants a draft in a language, of these fields."""

    entry: Entry
    language: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`jobs` to do; `kept` are outdated, but were reviewed; `noted` are drafts nobody has recorded yet."""

    jobs: list[Job] = field(default_factory=list)
    kept: list[tuple[Entry, str]] = field(default_factory=list)
    noted: dict[str, dict[str, State]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: done, or the reason in German why not."""

    job: Job
    fault: str | None = None


def plan(
    content: Content, wanted: Iterable[Entry], languages: Sequence[str], *, outdated_reviewed: bool = False
) -> Plan:
    """What is missing or outdated, one language after the other. Reviewed texts are never in it.

    `outdated_reviewed` also takes those that were reviewed before the German text changed.
    """
    found, entries = Plan(), list(wanted)
    for language in languages:
        for entry in entries:
            state = state_of(content, entry.key, language)
            _sort(found, entry, language, state, outdated_reviewed=outdated_reviewed)
    return found


def _sort(found: Plan, entry: Entry, language: str, state: State | None, *, outdated_reviewed: bool) -> None:
    missing, stage = entry.missing(language), entry.stage(language, state)
    if stage is Stage.OUTDATED or (missing and not follows(entry, language, state)):
        if state and state.reviewed and not outdated_reviewed:
            found.kept.append((entry, language))
        else:
            found.jobs.append(Job(entry, language, tuple(entry.texts)))
    elif missing:
        found.jobs.append(Job(entry, language, missing))
    elif state is None or state.text != entry.fingerprint(language):
        found.noted.setdefault(entry.key, {})[language] = drafted(entry, language)


def draft(
    jobs: Iterable[Job],
    engine: Callable[[str], Engine],
    shield: Shield,
    save: Callable[[Job, Mapping[str, str]], None],
) -> Iterator[Outcome]:
    """Do the jobs, each saved before the next is asked for; a fault of one is no fault of the others.

    `save` raises TranslationError where a text cannot be stored.
    """
    silent, engines = 0, {}
    for job in jobs:
        if silent >= PATIENCE:
            yield Outcome(job, _GIVEN_UP)
            continue
        try:
            if job.language not in engines:
                engines[job.language] = engine(job.language)
            save(job, _texts(job, engines[job.language], shield))
        except TranslationError as error:
            silent = silent + 1 if isinstance(error, UnreachableError) else 0
            yield Outcome(job, str(error))
        else:
            silent = 0
            yield Outcome(job)


def _texts(job: Job, engine: Engine, shield: Shield) -> dict[str, str]:
    return {name: _text(job.entry.texts[name]["de"], engine, shield) for name in job.fields}


def _text(german: str, engine: Engine, shield: Shield) -> str:
    """Line by line, so that paragraphs stay as they are. Raises TranslationError."""
    return "\n".join(_line(line, engine, shield) for line in german.strip().splitlines())


def _line(line: str, engine: Engine, shield: Shield) -> str:
    line = line.strip()
    bullet = "".join(_BULLET.findall(line)[:1])
    shielded = shield.over(line.removeprefix(bullet))
    if shielded.is_empty:
        return line
    try:
        return bullet + shielded.restore(_tidy(engine.translate(shielded.text)))
    except TokenError as error:
        raise TranslationError(str(error)) from None


def _tidy(answer: str) -> str:
    """One line without signs that nobody sees."""
    line = " ".join(answer.splitlines()).strip()
    return "".join(sign for sign in line if sign in _JOINERS or unicodedata.category(sign)[0] != "C")
