"""Settings from environment variables or `.env`; every fault is told at once, with its cure."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import AnyHttpUrl, Field, Secret, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

HOME = Path(__file__).resolve().parent.parent
KEY = r"[\w-]{43}="


class Settings(BaseSettings):
    """What an operator may set; names are the environment variables in small letters.

    A `description` is the cure for a wrong value, where pydantic's own sentence is none.
    """

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True)

    telegram_bot_token: Secret[Annotated[str, Field(pattern=r"^\d+:[\w-]{10,}$")]] | None = Field(
        None, description="a token looks like 123456789:AAF3…; copy it again from @BotFather"
    )
    telegram_api_url: str = Field(
        "https://api.telegram.org",
        pattern=r"^https?://[^\s/]+",
        description="write the address of a Bot API server, such as https://api.telegram.org",
    )
    database_url: str = Field(
        f"sqlite:///{HOME / 'data' / 'zuhause.db'}",
        pattern=r"^(sqlite|postgres(ql)?)(\+\w+)?://",
        description="write sqlite:////folder/file.db or postgresql://user:password@host/name",
    )
    content_dir: Path = HOME / "content"
    data_dir: Path = HOME / "data"
    rasa_url: AnyHttpUrl | None = Field(
        None, description="write the address of a Rasa server, such as http://127.0.0.1:5005"
    )
    language_detector: Literal["vote", "langdetect"] = "vote"
    staff_chat_id: int | None = Field(
        None, description="write the number of the staff's chat, such as -1001234567890"
    )
    translator_provider: Literal["libre", "deepl", "microsoft"] | None = Field(
        None, description="write libre, deepl or microsoft; Google is left out on purpose"
    )
    translator_url: str | None = Field(
        None,
        pattern=r"^https?://[^\s/]+",
        description="write the address of the translator, such as http://127.0.0.1:5000",
    )
    translator_api_key: Secret[Annotated[str, Field(pattern=r"^[!-~]+$")]] | None = Field(
        None, description="a key has neither spaces nor umlauts; copy it again from the provider"
    )
    encryption_key: Secret[Annotated[str, Field(pattern=rf"^{KEY}(\s*,\s*{KEY})*$")]] | None = Field(
        None,
        description="one key or several with commas between, each 44 letters and digits; "
        "make one with: zuhause database new-key",
    )
    retention_days: int = Field(90, ge=1, le=3650)

    @property
    def key_file(self) -> Path:
        """Where the keys stand while ENCRYPTION_KEY is not set; no part of a backup."""
        return self.data_dir / "key"

    @classmethod
    def read(cls) -> Self:
        """Read the environment. Raises SettingsError naming every wrong setting."""
        try:
            return cls()
        except ValidationError as error:
            raise SettingsError("\n".join(map(_fault, error.errors()))) from None


def _fault(error: ErrorDetails) -> str:
    name = str(error["loc"][0])
    return f"{name.upper()}: {Settings.model_fields[name].description or error['msg']}"
