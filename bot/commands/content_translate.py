"""`zuhause content translate`: machine drafts for texts that are missing or outdated, kept one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.commands.content_choice import Directory, Languages, chosen, codes, german, open_content
from bot.commands.content_review import Topics
from bot.console import fail, stderr
from bot.content.schema import Content
from bot.content.states import entries
from bot.content.states_file import record
from bot.languages import BY_CODE
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.translation.drafting import Job, Outcome, Plan
    from bot.translation.providers import Translator

PATIENCE_SECONDS = 60.0
Patience = Annotated[
    float, typer.Option("--timeout", min=0.1, help="Sekunden, die eine Antwort dauern darf.")
]


def translate(
    topics: Topics = None,
    lang: Languages = None,
    *,
    outdated_reviewed: Annotated[
        bool,
        typer.Option(
            "--outdated-reviewed",
            help="Auch Texte neu übersetzen, die geprüft waren, bevor sich das Deutsche änderte.",
        ),
    ] = False,
    seconds: Patience = PATIENCE_SECONDS,
    directory: Directory = None,
) -> None:
    """Entwürfe für fehlende und veraltete Texte. Geprüfte Texte bleiben, wie sie sind."""
    # deep-translator takes 0.2 s to import, which no other command should wait for
    from bot.translation.drafting import plan  # noqa: PLC0415

    languages = [code for code in codes(lang) or BY_CODE if code != "de"]
    if not languages:
        raise fail("Deutsch ist die Sprache, aus der übersetzt wird. Bitte eine andere nennen: --lang ar")
    folder, content = open_content(directory)
    meant = chosen(content, topics, folder) if topics else entries(content).values()
    planned = plan(content, meant, languages, outdated_reviewed=outdated_reviewed)
    record(folder, planned.noted, entries(content))
    _tell_kept(planned)
    if not planned.jobs:
        why = "" if planned.kept else ": Es fehlt kein Text, und keiner ist veraltet"
        typer.echo(f"Nichts zu übersetzen{why}.")
        return
    failed, impossible = _work(folder, content, planned.jobs, seconds)
    if failed or (impossible and lang):  # unasked, what the service lacks is known and no failure
        raise typer.Exit(1)


def _tell_kept(planned: Plan) -> None:
    for entry, code in planned.kept:
        stderr.print(
            f"{entry.name}: {german(code)} ist veraltet, war aber geprüft, und bleibt.", markup=False
        )
    if planned.kept:
        stderr.print("Sollen auch diese Texte neu übersetzt werden? Dann mit --outdated-reviewed.")


def _work(folder: Path, content: Content, jobs: list[Job], seconds: float) -> tuple[int, int]:
    """Do the jobs and tell of them; how many failed, and how many are in languages the service lacks."""
    from bot.translation.engines import TranslationError  # noqa: PLC0415  as above
    from bot.translation.providers import translator  # noqa: PLC0415

    service = translator(Settings.read(), seconds)
    try:
        known = service.languages({job.language for job in jobs})
        possible = [job for job in jobs if job.language in known]
        _tell_unknown(service, jobs, known)
        failed = _draft(folder, content, possible, service, known) if possible else []
    except TranslationError as error:
        raise fail(f"{service.name}: {error}. Bisher wurde nichts übersetzt.") from None
    finally:
        service.close()
    for outcome in failed:
        entry, code = outcome.job.entry, outcome.job.language
        stderr.print(f"– {entry.name}: {german(code)} ({code}): {outcome.fault}", markup=False)
    return len(failed), len(jobs) - len(possible)


def _tell_unknown(service: Translator, jobs: list[Job], known: dict[str, str]) -> None:
    """Once a language, not once a text."""
    for code in BY_CODE:
        count = sum(job.language == code for job in jobs)
        if count and code not in known:
            texts = "ein Text bleibt" if count == 1 else f"{count} Texte bleiben"
            stderr.print(
                f"{german(code)} ({code}) kann {service.name} nicht: {texts} für Menschen.", markup=False
            )


def _draft(
    folder: Path, content: Content, jobs: list[Job], service: Translator, known: dict[str, str]
) -> list[Outcome]:
    """Draft, show how far it is, and return what failed."""
    from bot.translation.drafting import draft  # noqa: PLC0415  as above
    from bot.translation.protection import Shield, names_in  # noqa: PLC0415
    from bot.translation.saving import Saver  # noqa: PLC0415

    saver = Saver(folder, list(entries(content)))
    outcomes = draft(jobs, lambda code: service.engine(code, known), Shield(names_in(content)), saver)
    failed: list[Outcome] = []
    done = 0
    try:
        with _progress(len(jobs), service.name) as advance:
            for outcome in outcomes:
                advance(outcome)
                done += outcome.fault is None
                if outcome.fault:
                    failed.append(outcome)
    except KeyboardInterrupt:
        stderr.print("Abgebrochen. Derselbe Befehl macht weiter, wo er aufgehört hat.")
        raise typer.Exit(130) from None
    finally:
        texts = "Text" if len(jobs) == 1 else "Texten"
        typer.echo(f"{done} von {len(jobs)} {texts} übersetzt und gespeichert." + (_NEXT if done else ""))
    return failed


_NEXT = "\nDas sind Entwürfe. Bitte lesen lassen und dann vermerken: zuhause content review THEMA --lang …"


@contextmanager
def _progress(total: int, name: str) -> Iterator[Callable[[Outcome], None]]:
    """A bar on a terminal; elsewhere a line a text."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=stderr, disable=not stderr.is_terminal) as progress:
        task = progress.add_task(name, total=total)

        def advance(outcome: Outcome) -> None:
            job = outcome.job
            progress.update(task, advance=1, description=f"{job.entry.name} → {job.language}")
            if not stderr.is_terminal and outcome.fault is None:
                stderr.print(f"✓ {job.entry.name}: {german(job.language)}", markup=False)

        yield advance
