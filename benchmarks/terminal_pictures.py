"""Take the pictures of the staff's commands: `python benchmarks/terminal_pictures.py FOLDER`.

What is shown is real: the commands run on a copy of `content/`, one of them after a typing error, and what
they print is drawn as a terminal shows it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from screenshots import CHROMIUM, SCALE, smaller

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOME = Path(__file__).resolve().parent.parent
COLUMNS = 92
CHECK, STATUS = ("content", "check"), ("content", "status")
SLIP = ("weekday: Dienstag", "weekday: Dinstag")
BY = ("--by", "Anna Muster")
REVIEWS = (  # so that the status has all its signs
    ("content", "review", "work", "housing", "contacts", "emergency", *BY),
    ("content", "review", "work", "housing", "contacts", "emergency", "--lang", "en,uk,ar,tr,fr", *BY),
)
WINDOW = """\
<style>
body { margin: 0; background: #fff }
main { display: inline-block; margin: 8px; padding: 34px 18px 16px; border-radius: 10px; color: #eee;
  background: radial-gradient(circle at 20px 18px, #ff5f57 6px, transparent 7px),
    radial-gradient(circle at 40px 18px, #febc2e 6px, transparent 7px),
    radial-gradient(circle at 60px 18px, #28c840 6px, transparent 7px), #20242b }
pre { margin: 0; font: 14px/1.4 "DejaVu Sans Mono", monospace }
</style><main><pre>{code}</pre></main>"""


def printed(command: tuple[str, ...], folder: Path) -> str:
    """What `zuhause` prints in a terminal with `folder` as the project, colours included."""
    variables = {
        "CONTENT_DIR": "content",
        "COLUMNS": str(COLUMNS),
        "FORCE_COLOR": "1",
        "PYTHONPATH": str(HOME),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        cwd=folder,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,  # a check that finds a fault ends with 1
    )
    return done.stdout + done.stderr


def draw(browser: Browser, command: tuple[str, ...], output: str, path: Path) -> Path:
    """Draw a terminal in which the command has been typed; returns the picture's path."""
    console = Console(record=True, file=StringIO(), width=COLUMNS)
    console.print(Text(f"$ .venv/bin/zuhause {' '.join(command)}", style="bold"))
    console.print(Text.from_ansi(output.rstrip()))
    # not str.format: the window's style has braces of its own
    code = console.export_html(theme=MONOKAI, inline_styles=True, code_format="{code}")
    page = browser.new_page(device_scale_factor=SCALE)
    page.set_content(WINDOW.replace("{code}", code))
    page.locator("main").screenshot(path=path)
    page.close()
    return smaller(path)


def live_in(project: Path) -> None:
    """Review some texts, change a German one after that, and begin a topic that nobody has translated."""
    for command in (*REVIEWS, ("content", "new", "school")):
        printed(command, project)
    replace(project / "content" / "topics" / "housing.yaml", "de: |\n", "de: |\n    Das ist neu.\n")
    replace(project / "content" / "topics" / "school.yaml", "\nexample: true", "")


def replace(file: Path, old: str, new: str) -> None:
    """Replace the first `old` in a file."""
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def main() -> None:
    """Take every picture with one browser: a fault, its cure, and how far the texts are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=HOME / "docs" / "images")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as copy, sync_playwright() as playwright:
        project = Path(copy)
        shutil.copytree(HOME / "content", project / "content")
        meetups = project / "content" / "meetups.yaml"
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def take(name: str, command: tuple[str, ...]) -> None:
            print(draw(browser, command, printed(command, project), folder / f"{name}.png"))

        replace(meetups, *SLIP)
        take("check-fault", CHECK)
        replace(meetups, *reversed(SLIP))
        take("check-cured", CHECK)
        live_in(project)
        take("status", STATUS)
        browser.close()


if __name__ == "__main__":
    main()
