"""What a call answers when it fails.

ApiError: any failure a Bot API method answers with; the HTTP status equals its `code`.
SandboxError: a person's side was asked for something impossible (an unknown chat, an empty text).

Descriptions are those of tdlib/telegram-bot-api (Client.cpp) and tdlib/td.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class SandboxError(ValueError):
    """The people's side was used wrongly; the text is a sentence for whoever called."""


class ApiError(Exception):
    """A failed Bot API call: `code` (HTTP status), `description`, optional `parameters`."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters

    @property
    def body(self) -> Json:
        """The JSON answer as Telegram gives it."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(text: str) -> ApiError:
    """400; like Telegram, the first letter is lowered unless the text is a CONSTANT."""
    constant = len(text) > 1 and (text[1] == "_" or "A" <= text[1] <= "Z")
    return ApiError(400, "Bad Request: " + (text if constant else text[:1].lower() + text[1:]))


def forbidden(text: str) -> ApiError:
    """403, for people who blocked the bot or never wrote to it."""
    return ApiError(403, f"Forbidden: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the waiting time in seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})


def conflict(text: str) -> ApiError:
    """409, for two ways of receiving updates at once."""
    return ApiError(409, f"Conflict: {text}")


def not_emulated(what: str) -> ApiError:
    """501: Telegram knows this, the sandbox does not; failing loudly beats pretending."""
    return ApiError(501, f"Not Implemented: the sandbox does not emulate {what}")
