"""Settings from the environment: every fault at once, with its cure, and no secret in it."""

import pytest

from bot.db.secrets import Vault, new_key, read_keys
from bot.errors import SettingsError
from bot.settings import Settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """A folder without `.env`, an environment without our settings."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_without_settings_the_bot_runs_on_its_own_page_with_a_file():
    """What a newcomer gets."""
    settings = Settings.read()

    assert settings.telegram_bot_token is None
    assert settings.telegram_api_url == "https://api.telegram.org"
    assert settings.database_url.startswith("sqlite:///")
    assert settings.retention_days == 90


def test_every_fault_is_told_at_once_with_its_cure(monkeypatch):
    """One line each, by the name the operator wrote."""
    faults = {
        "TELEGRAM_BOT_TOKEN": "my secret",
        "TELEGRAM_API_URL": "api.telegram.org",
        "DATABASE_URL": "mysql://localhost/office",
        "RASA_URL": "localhost:5005",
        "LANGUAGE_DETECTOR": "guess",
        "TRANSLATOR_PROVIDER": "google",
        "TRANSLATOR_URL": "127.0.0.1:5000",
        "TRANSLATOR_API_KEY": "my secret",
        "RETENTION_DAYS": "0",
    }
    for name, value in faults.items():
        monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError) as raised:
        Settings.read()

    lines = str(raised.value).splitlines()
    assert [line.partition(":")[0] for line in lines] == list(faults)
    cures = (
        "@BotFather",
        "https://api.telegram.org",
        "postgresql://",
        "http://127.0.0.1:5005",
        "'langdetect'",
        "libre, deepl or microsoft",
        "http://127.0.0.1:5000",
        "neither spaces nor umlauts",
        "greater than",
    )
    for line, cure in zip(lines, cures, strict=True):
        assert cure in line
    assert "my secret" not in str(raised.value)


def test_a_token_is_read_and_never_shown(monkeypatch):
    """Settings may end in a log; the token may not."""
    token = "123456789:AAF3-this_is_secret"
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    settings = Settings.read()

    assert settings.telegram_bot_token.get_secret_value() == token
    assert "this_is_secret" not in repr(settings) + str(settings)


@pytest.mark.parametrize("form", ["{0}", "{0},{1}", "{0} , {1}"])
def test_keys_are_read_and_never_shown(monkeypatch, form):
    """One, or several with commas between."""
    keys = [new_key(), new_key()]
    monkeypatch.setenv("ENCRYPTION_KEY", form.format(*keys))
    settings = Settings.read()

    assert Vault(read_keys(settings.encryption_key.get_secret_value(), settings.key_file))
    assert keys[0] not in repr(settings) + str(settings)


@pytest.mark.parametrize("value", ["short", "A" * 44, ",", "A" * 43 + "=,"])
def test_half_a_key_is_refused_without_showing_it(monkeypatch, value):
    """Found at the start, not at the first name."""
    monkeypatch.setenv("ENCRYPTION_KEY", value)
    with pytest.raises(SettingsError, match="one key or several") as raised:
        Settings.read()

    assert value == "," or value not in str(raised.value)


def test_an_empty_value_is_no_value(monkeypatch):
    """`TELEGRAM_BOT_TOKEN=` as it stands in a template."""
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")

    assert Settings.read().telegram_bot_token is None


def test_settings_may_stand_in_a_file_and_the_environment_goes_first(monkeypatch, tmp_path):
    """`.env` in the folder where the bot is started; words of other programs in it do not matter."""
    (tmp_path / ".env").write_text(
        "RETENTION_DAYS=30\nLANGUAGE_DETECTOR=langdetect\nOTHER=1\n", encoding="utf-8"
    )
    monkeypatch.setenv("RETENTION_DAYS", "60")
    settings = Settings.read()

    assert (settings.retention_days, settings.language_detector) == (60, "langdetect")
