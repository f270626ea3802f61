"""Take the README's pictures from a running chat page: `python benchmarks/screenshots.py URL FOLDER`.

Start the bot anew before (`make run`), so that the people of the pictures have not written yet. What is
shown is real: the questions are typed into the page, the answers are the bot's.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = "/usr/bin/chromium"
ANSWER_MS = 20_000
SHOWN = ".log:not([hidden])"  # the open chat
DAY_MARK = 56  # pixels that keep the floating day off the question
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1180, "height": 820}


@dataclass(frozen=True, slots=True)
class Scene:
    """Who asks what, on which screen; `name` is the file's, `taps` are beginnings of callback data."""

    name: str
    user: int
    size: ViewportSize
    question: str
    taps: tuple[str, ...] = ()


SCENES = (
    Scene("arabic", 1001, PHONE, "وين بقدر اتعلم ألماني؟"),
    Scene(
        "ukrainian",
        1002,
        DESKTOP,
        "Хочу записатися на прийом",
        (
            "book/subject/housing",
            "book/interpreter/pool",
            "book/speaks/uk",
            "book/day/",
            "book/time/",
            "book/confirm/",
        ),
    ),
)


def take(browser: Browser, url: str, scene: Scene, folder: Path) -> Path:
    """Ask the scene's question and write the picture; returns its path."""
    context = browser.new_context(
        viewport=scene.size, device_scale_factor=1.5, locale="de-DE", timezone_id="Europe/Berlin"
    )
    page = context.new_page()
    page.goto(f"{url}?user={scene.user}")
    expect(page.locator(f"#people [data-user='{scene.user}']")).to_have_attribute("aria-selected", "true")
    _ask(page, scene.question)
    for tap in scene.taps:
        page.locator(f"{SHOWN} .message.bot button[data-data*='{tap}']").first.click()
    _show_question_first(page)
    path = folder / f"{scene.name}.png"
    page.screenshot(path=path)
    context.close()
    return path


def _ask(page: Page, question: str) -> None:
    answers = page.locator(f"{SHOWN} .message.bot:not(.typing)")
    before = answers.count()
    page.locator("#text").fill(question)
    page.locator("#text").press("Enter")
    expect(answers).to_have_count(before + 1, timeout=ANSWER_MS)


def _show_question_first(page: Page) -> None:
    page.locator("#text").blur()
    page.mouse.move(0, 0)
    page.wait_for_timeout(600)  # the page's own short transitions
    question = page.locator(f"{SHOWN} .message.user").last
    question.evaluate("(node, gap) => node.closest('.log').scrollTo(0, node.offsetTop - gap)", DAY_MARK)
    page.wait_for_timeout(300)


def main() -> None:
    """Take every picture with one browser."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="http://127.0.0.1:8080/")
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/images"))
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scene in SCENES:
            print(take(browser, arguments.url, scene, arguments.folder))
        browser.close()


if __name__ == "__main__":
    main()
