import pytest

from sandbox.core import Telegram
from tests.support.sandbox import TOKEN, Clock, bot_inside, bot_over_http, running

AMINA = 1001


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def core(clock):
    core = Telegram(clock.now, tokens=[TOKEN])
    yield core
    await core.close()


@pytest.fixture(params=["in process", "over HTTP"])
async def bot(request, core):
    """python-telegram-bot's own Bot, on either transport."""
    if request.param == "in process":
        async with bot_inside(core) as bot:
            yield bot
    else:
        async with running(core) as base_url, bot_over_http(base_url) as bot:
            yield bot


@pytest.fixture
def amina(core):
    """Somebody who has written to the bot."""
    core.say(AMINA, "/start", language_code="ar")
    return AMINA
