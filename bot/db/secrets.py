"""Names and phone numbers are sealed before they reach the database, and opened only to be shown.

`Vault` seals with the first of its keys and opens with any of them, so that a key can be changed while old
copies are still readable. The key never stands in the database: a stolen backup alone tells no name.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import String
from sqlalchemy.types import TypeDecorator

from bot.errors import SettingsError, ZuhauseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import Secret as Setting
    from sqlalchemy.engine.interfaces import Dialect

SEALED = "gAAAAA"  # how every Fernet token begins until the year 2106
LENGTH = 400  # of a column for a sealed text
LONGEST = 59  # letters that fit such a column, whatever script they are in


class WrongKey(ZuhauseError):
    """A text was sealed with a key we do not have; it is still there for whoever has the key."""

    def __init__(self, what: str = "A name or phone number") -> None:
        super().__init__(
            f"{what} in the database was encrypted with another key. Nothing is lost:\n"
            "put the former key behind the present one, ENCRYPTION_KEY=present,former (or as a further line "
            "of the file data/key)."
        )


class Vault:
    """Seals and opens texts. Raises SettingsError for something that is no key."""

    def __init__(self, keys: Sequence[str]) -> None:
        """Take at least one key of `new_key`; the first seals, all open."""
        try:
            self._fernet = MultiFernet([Fernet(key) for key in keys])
        except ValueError:
            raise SettingsError(
                "ENCRYPTION_KEY (or a line of the file data/key): a key has 44 letters and digits and ends "
                "with =; make one with: zuhause database new-key"
            ) from None

    def seal(self, text: str) -> str:
        """The text, unreadable without a key; never twice the same."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text again. Raises WrongKey."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKey from None

    def reseal(self, sealed: str) -> str:
        """The same text, sealed with the first key. Raises WrongKey."""
        return self.seal(self.open(sealed))


class Secret(TypeDecorator[str]):
    """A column for what `Vault.seal` gave; a text that nobody has sealed is refused with ValueError."""

    impl = String(LENGTH)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Refuse what anybody could read; the text itself stays out of the error."""
        if value is not None and not value.startswith(SEALED):
            raise ValueError("seal this text before it is stored: Vault.seal(…)")
        return value


def new_key() -> str:
    """A key that nobody has used before."""
    return Fernet.generate_key().decode()


def read_keys(setting: str | None, file: Path) -> list[str]:
    """The keys of ENCRYPTION_KEY (comma separated), else of `file` (one a line), which is made once.

    Raises SettingsError if the file can neither be read nor made.
    """
    if setting:
        return [key.strip() for key in setting.split(",")]
    try:
        if not file.exists():
            _write_once(file, [new_key()])
        return file.read_text(encoding="ascii", errors="replace").split()
    except OSError as error:
        raise SettingsError(f"{file}: {error.strerror}. Make it readable, or set ENCRYPTION_KEY.") from None


def open_vault(setting: Setting[str] | None, file: Path) -> Vault:
    """The vault of ENCRYPTION_KEY or of the key file. Raises SettingsError as `read_keys`."""
    return Vault(read_keys(setting.get_secret_value() if setting else None, file))


def put_in_front(file: Path, key: str) -> None:
    """Make `key` the first of the file; the former ones stay, they still open what they sealed."""
    with _written(file, [key, *read_keys(None, file)]) as fresh:
        fresh.replace(file)


def _write_once(file: Path, keys: Sequence[str]) -> None:
    """Two processes that start together agree on one key: only the first link succeeds."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with _written(file, keys) as fresh, contextlib.suppress(FileExistsError):
        os.link(fresh, file)


@contextlib.contextmanager
def _written(file: Path, keys: Sequence[str]) -> Iterator[Path]:
    """A file beside `file` that only we can read, safely on the disk."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".key-")  # mode 0600
    fresh = file.with_name(os.path.basename(name))  # noqa: PTH119
    try:
        with open(handle, "w", encoding="ascii") as text:  # noqa: PTH123  a handle, not a path
            text.write("".join(f"{key}\n" for key in keys))
            text.flush()
            os.fsync(text.fileno())
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)
