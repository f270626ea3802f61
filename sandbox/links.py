"""Which URLs Telegram takes in links and buttons (tdlib/td, LinkManager.cpp)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sandbox.errors import bad_request

_USER = re.compile(r"tg://user\?id=(\d+)", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):(?!\d)", re.IGNORECASE)


def mentioned_user(url: str) -> int | None:
    """Return the user a tg://user?id=… link names."""
    match = _USER.fullmatch(url)
    return int(match[1]) if match else None


def checked_link(url: str) -> str | None:
    """Return the URL as Telegram keeps it, or None if it is not http, https or tg."""
    return url if _fault(url) is None and "://" in url else None if _fault(url) else f"http://{url}"


def button_url(url: str) -> str:
    """Return the URL of a button.

    Raises:
        ApiError: 400 with Telegram's reason.
    """
    fault = _fault(url)
    if fault:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {fault}")
    return checked_link(url) or url


def _fault(url: str) -> str | None:
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in {"http", "https", "tg"}:
        return "Unsupported URL protocol"
    if scheme and scheme[1].lower() == "tg":
        return None
    try:
        host = urlsplit(url if scheme else f"http://{url}").hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    good = "." in host.strip(".") and not re.search(r"\s", url)
    return None if good else "Wrong HTTP URL"
