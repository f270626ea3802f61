"""Different messages in our languages, none of them a training sentence (see `questions.yml`)."""

from __future__ import annotations

import random
from collections import defaultdict
from itertools import cycle, product
from pathlib import Path

import yaml


def read_messages() -> dict[str, list[str]]:
    """Return the messages of each language, all different, in an order that is the same every time."""
    parts = yaml.safe_load(Path(__file__).with_name("questions.yml").read_text("utf-8"))
    order = random.Random(7)  # noqa: S311  no secret
    result: dict[str, list[str]] = {}
    for language, part in parts.items():
        texts = ["".join(words) for words in product(part["openers"], part["sentences"], part["closers"])]
        result[language] = order.sample(texts, len(texts))
    return result


def in_turn(number: int) -> list[str]:
    """Return `number` messages (1,000 at most), one of each language in turn."""
    rows = zip(*read_messages().values(), strict=True)
    return [text for row in rows for text in row][:number]


class Stock:
    """Messages to hand out to chats; no text comes twice before all have come."""

    def __init__(self) -> None:
        self._texts = [cycle(texts) for texts in read_messages().values()]

    def take(self, chats: int, number: int) -> dict[int, list[str]]:
        """Return the next `number` texts by user 1 … `chats`; each user keeps to one language."""
        result: defaultdict[int, list[str]] = defaultdict(list)
        for index in range(number):
            user = index % chats + 1
            result[user].append(next(self._texts[user % len(self._texts)]))
        return dict(result)
