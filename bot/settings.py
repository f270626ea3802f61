"""Settings from environment variables or `.env`; every fault is told at once, with its cure."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError

HOME = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What an operator may set; names are the environment variables in small letters."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True, frozen=True)

    telegram_bot_token: SecretStr | None = Field(None, pattern=r"^\d+:[\w-]{10,}$")
    telegram_api_url: str = Field("https://api.telegram.org", pattern=r"^https?://[^\s/]+")
    database_url: str = f"sqlite:///{HOME / 'data' / 'zuhause.db'}"
    content_dir: Path = HOME / "content"
    data_dir: Path = HOME / "data"
    language_detector: Literal["vote", "langdetect"] = "vote"
    retention_days: int = Field(90, ge=1, le=3650)

    @classmethod
    def read(cls) -> Self:
        """Read the environment. Raises SettingsError naming every wrong setting."""
        try:
            return cls()
        except ValidationError as error:
            faults = [f"{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors()]
            raise SettingsError("\n".join(faults)) from None
