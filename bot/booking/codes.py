"""Appointment codes such as `W-7K3F`: short enough to say on the phone, without 0/O and 1/I."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code(choose: Callable[[str], str]) -> str:
    """A fresh code of letters that `choose` picks; uniqueness is the database's business."""
    return "W-" + "".join(choose(ALPHABET) for _ in range(4))
