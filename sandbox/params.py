"""Reading the parameters of a call the way Telegram reads them: everything arrives as a string."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from sandbox.errors import ApiError, bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = TypeVar("Value", dict[str, Any], list[Any])
_INTEGER = re.compile(r"\s*([+-]?\d+)")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart request."""

    name: str
    data: bytes
    mime_type: str = "application/octet-stream"


class Params:
    """The parameters and uploads of one call."""

    def __init__(self, values: Mapping[str, object], uploads: Mapping[str, Upload]) -> None:
        self._values = {name: _as_string(value) for name, value in values.items() if value is not None}
        self.uploads = uploads

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str) -> str:
        """Return the string, empty if missing.

        Raises:
            ApiError: 400 when the string is not valid Unicode.
        """
        value = self._values.get(name, "")
        try:
            value.encode()
        except UnicodeEncodeError:
            raise bad_request("Strings must be encoded in UTF-8") from None
        return value

    def integer(self, name: str, default: int = 0, low: int | None = None, high: int | None = None) -> int:
        """Return the leading integer; like Telegram, nonsense is 0 and bounds clamp silently."""
        if name not in self._values:
            return default
        match = _INTEGER.match(self._values[name])
        value = int(match[1]) if match else 0
        value = value if low is None else max(value, low)
        return value if high is None else min(value, high)

    def boolean(self, name: str) -> bool:
        """Return whether the value says yes."""
        return self._values.get(name, "").strip().lower() in {"true", "yes", "1"}

    def number(self, name: str) -> float:
        """Return the decimal number.

        Raises:
            ApiError: 400 when it is missing.
        """
        if not self._values.get(name, "").strip():
            raise ApiError(400, f"Bad Request: {name} is empty")
        try:
            return float(self._values[name])
        except ValueError:
            return 0.0

    def json(self, name: str, what: str, kind: type[Value]) -> Value | None:
        """Return the decoded object (`kind` dict) or array (`kind` list), None if missing or empty.

        Raises:
            ApiError: 400 "can't parse <what> JSON object" for anything else.
        """
        text = self.text(name)
        if not text:
            return None
        try:
            value = json.loads(text)
            json.dumps(value, ensure_ascii=False).encode()
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request(f"can't parse {what} JSON object")
        return value


def _as_string(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
