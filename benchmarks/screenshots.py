"""Take the documents' pictures from a running chat page: `python benchmarks/screenshots.py URL FOLDER`.

Start the bot anew before (`make run`), so that the people of the pictures have not written yet. What is
shown is real: the questions are typed into the page, the answers are the bot's. `terminal_pictures.py`
takes those of the commands.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = "/usr/bin/chromium"
ANSWER_MS = 20_000
SHOWN = ".log:not([hidden])"  # the open chat
SCALE = 1.5
DAY_MARK, GAP = 56, 8  # pixels above a question, which keep the floating day off it, and above an answer
QUESTION, CARD = f"{SHOWN} .message.user", f"{SHOWN} .message.bot:has(img)"
DETAILS = f"{SHOWN} .message.bot:has([data-data*='calendar/'])"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1180, "height": 880}


@dataclass(frozen=True, slots=True)
class Scene:
    """Who asks what, on which screen; `name` is the file's, `taps` are beginnings of callback data.

    `top` is what stands at the top of the picture, which is no taller than what follows.
    """

    name: str
    user: int
    size: ViewportSize
    question: str
    taps: tuple[str, ...] = ()
    top: str = QUESTION


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
            "book/phone/no",
            "book/confirm/",
        ),
    ),
    Scene("meetup", 1004, PHONE, "Wann ist das Ukraine-Café?", ("meetup/ukraine-cafe",), DETAILS),
    Scene("card", 1005, PHONE, "چطور مترجم پیدا کنم؟", ("card/interpreters",), CARD),
)


def take(browser: Browser, url: str, scene: Scene, folder: Path) -> Path:
    """Ask the scene's question and write the picture; returns its path."""
    context = browser.new_context(
        viewport=scene.size, device_scale_factor=SCALE, locale="de-DE", timezone_id="Europe/Berlin"
    )
    page = context.new_page()
    page.goto(f"{url}?user={scene.user}")
    expect(page.locator(f"#people [data-user='{scene.user}']")).to_have_attribute("aria-selected", "true")
    _ask(page, scene.question)
    for tap in scene.taps:
        page.locator(f"{SHOWN} .message.bot button[data-data*='{tap}']").first.click()
    _show_first(page, scene)
    path = folder / f"{scene.name}.png"
    page.screenshot(path=path)
    context.close()
    return smaller(path)


def smaller(path: Path) -> Path:
    """Write the picture anew with 256 colours, the rare ones among them; returns its path."""
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, 2, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


def _ask(page: Page, question: str) -> None:
    answers = page.locator(f"{SHOWN} .message.bot:not(.typing)")
    before = answers.count()
    page.locator("#text").fill(question)
    page.locator("#text").press("Enter")
    expect(answers).to_have_count(before + 1, timeout=ANSWER_MS)


def _show_first(page: Page, scene: Scene) -> None:
    page.locator("#text").blur()
    page.mouse.move(0, 0)
    message = page.locator(scene.top).last
    expect(message).to_be_attached(timeout=ANSWER_MS)
    page.wait_for_timeout(600)  # the page's own short transitions
    gap = DAY_MARK if scene.top == QUESTION else GAP
    rest = message.evaluate("node => node.closest('.log').scrollHeight - node.offsetTop")
    frame = message.evaluate("node => innerHeight - node.closest('.log').clientHeight")
    fitting = min(scene.size["height"], round(frame + rest + gap))
    page.set_viewport_size({"width": scene.size["width"], "height": fitting})
    message.evaluate("(node, gap) => node.closest('.log').scrollTo(0, node.offsetTop - gap)", gap)
    page.wait_for_timeout(600)


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
