import asyncio
from contextlib import asynccontextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from telegram.error import BadRequest, Conflict, TimedOut

from sandbox.serving import listen
from tests.support.sandbox import TOKEN, bot_inside, refused, running

OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
HOOK = "https://bot.example/hook"


def texts(updates):
    return [update.message.text for update in updates]


async def poll(core, **params):
    status, body = await core.call(TOKEN, "getUpdates", params)
    return [update["update_id"] for update in body["result"]] if status == 200 else body["description"]


async def test_a_poll_waits_until_somebody_writes(bot, core, amina):
    """The answer comes with the message, not with the end of the wait."""
    (first,) = await bot.get_updates(timeout=1)
    waiting = asyncio.create_task(bot.get_updates(offset=first.update_id + 1, timeout=50))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    core.say(amina, "jetzt")
    assert texts(await asyncio.wait_for(waiting, 5)) == ["jetzt"]


async def test_a_message_in_the_moment_in_which_the_poll_begins_is_not_missed(core):
    """The poll has looked and found nothing, but does not wait yet."""
    waiting = asyncio.create_task(poll(core, timeout=50))
    await asyncio.sleep(0)
    core.say(1001, "jetzt")
    assert len(await asyncio.wait_for(waiting, 5)) == 1


async def test_a_poll_ends_empty_after_its_time(bot):
    """Nobody writes, nothing comes."""
    assert await bot.get_updates(offset=5, timeout=1) == ()


async def test_asking_the_same_again_is_slowed_down(core):
    """Within three seconds Telegram lets the bot wait, whatever timeout it gave."""
    assert await poll(core) == []
    second = asyncio.create_task(poll(core))
    await asyncio.sleep(0.2)
    assert not second.done()
    core.say(1001, "hi")
    assert len(await second) == 1


async def test_an_offset_confirms_what_came_before(core, amina):
    """Unconfirmed updates come again, confirmed ones never."""
    core.say(amina, "zwei")
    core.say(amina, "drei")
    first, second, third = await poll(core)
    assert await poll(core, limit=2) == [first, second]
    assert await poll(core, offset=third) == [third]
    assert await poll(core, offset=first) == [third]
    assert await poll(core, offset=third + 1, timeout=0) == []


async def test_a_negative_offset_keeps_the_last_ones(core, amina):
    """-1 forgets everything but the newest."""
    core.say(amina, "zwei")
    core.say(amina, "drei")
    *_, last = await poll(core)
    assert await poll(core, offset=-1) == [last]
    assert await poll(core) == [last]


async def test_an_offset_from_an_earlier_life_loses_nothing(core, amina):
    """The sandbox restarts with its numbers; a bot that remembers higher ones still gets its updates."""
    assert len(await poll(core, offset=999_999_999)) == 1


async def test_messages_wait_a_day_and_taps_150_seconds(core, clock, amina):
    """A bot that was down for three minutes never sees the taps of that time."""
    core.tap(amina, 1, "v1")
    assert len(await poll(core)) == 2
    clock.turn(seconds=150)
    assert len(await poll(core)) == 1
    clock.turn(hours=24)
    assert await poll(core, offset=1) == []


async def test_allowed_updates_are_remembered(core, amina):
    """Until the bot says otherwise."""
    await poll(core, allowed_updates=["callback_query"])
    core.say(amina, "unerwünscht")
    core.tap(amina, 1, "v1")
    assert len(await poll(core)) == 2
    await poll(core, allowed_updates=[])
    core.say(amina, "wieder erwünscht")
    assert len(await poll(core)) == 3


async def test_the_older_of_two_polls_gets_the_conflict(core):
    """The newer one waits on, and gets the message."""
    async with bot_inside(core) as old, bot_inside(core) as new:
        first = asyncio.create_task(old.get_updates(offset=1, timeout=20))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(new.get_updates(offset=2, timeout=20))
        with refused(Conflict, OTHER_POLL):
            await asyncio.wait_for(first, 5)
        core.say(1001, "hi")
        assert texts(await asyncio.wait_for(second, 5)) == ["hi"]


async def test_a_webhook_ends_a_poll_and_forbids_the_next(core):
    """Two ways at once are a conflict."""
    async with bot_inside(core) as bot:
        waiting = asyncio.create_task(bot.get_updates(offset=1, timeout=20))
        await asyncio.sleep(0.05)
        await bot.set_webhook(HOOK)
        with refused(Conflict, "Conflict: terminated by setWebhook request"):
            await asyncio.wait_for(waiting, 5)
        with refused(Conflict, WEBHOOK_ACTIVE):
            await bot.get_updates()
        await bot.delete_webhook()
        assert await bot.get_updates(offset=2) == ()


async def test_a_read_timeout_is_a_timeout_in_process_too(core):
    """As with a slow network."""
    async with bot_inside(core) as bot:
        with pytest.raises(TimedOut):
            await bot.get_updates(offset=1, timeout=5, read_timeout=-4.9)


async def test_webhook_settings_are_checked_and_told(core, clock):
    """URL, secret, and at most one call a second."""
    async with bot_inside(core) as bot:
        with refused(BadRequest, "Invalid webhook URL specified"):
            await bot.set_webhook("ftp://bot.example")
        clock.turn(seconds=1)
        with refused(BadRequest, "Secret token contains unallowed characters"):
            await bot.set_webhook(HOOK, secret_token="a b")
        clock.turn(seconds=1)
        with refused(BadRequest, "Secret token is too long"):
            await bot.set_webhook(HOOK, secret_token="a" * 257)
        assert (await core.call(TOKEN, "setWebhook", {"url": HOOK}))[0] == 429
        clock.turn(seconds=1)
        await bot.set_webhook(HOOK, max_connections=7, allowed_updates=["message"])
        info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates) == (HOOK, 7, ("message",))


@asynccontextmanager
async def webhook_server(answer):
    """Somebody's bot: a web server in this loop; `answer` gets each request."""
    config = uvicorn.Config(
        Starlette(routes=[Route("/hook", answer, methods=["POST"])]), log_level="error", lifespan="off"
    )
    socket = listen("127.0.0.1", 0)
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server._serve([socket]))
    yield f"http://127.0.0.1:{socket.getsockname()[1]}/hook"
    server.should_exit = True
    await serving


async def until(condition):
    """Wait for something another task brings about."""
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.02)


async def test_a_webhook_gets_updates_in_order_with_its_secret(core, amina):
    """A failure is tried again before the next update of that chat is sent."""
    seen = []

    async def answer(request):
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        seen.append((secret, (await request.json())["message"]["text"]))
        return Response(status_code=500 if len(seen) == 2 else 200)

    async with webhook_server(answer) as url:
        await core.call(TOKEN, "setWebhook", {"url": url, "secret_token": "geheim_1"})
        core.say(amina, "zwei")
        core.say(amina, "drei")
        await until(lambda: len(seen) == 4)
        await until(lambda: not core.updates.pending())
        _, info = await core.call(TOKEN, "getWebhookInfo")
        await core.close()
    assert seen == [("geheim_1", text) for text in ("/start", "zwei", "zwei", "drei")]
    assert info["result"]["last_error_message"] == (
        "Wrong response from the webhook: 500 Internal Server Error"
    )


async def test_a_webhook_may_ask_for_time_and_answer_at_once(core, amina):
    """Retry-After is kept to; a method in the response is carried out."""
    loop, times = asyncio.get_running_loop(), []

    async def answer(request):
        times.append(loop.time())
        if len(times) == 1:
            return Response(status_code=503, headers={"Retry-After": "1"})
        return JSONResponse({"method": "sendMessage", "chat_id": amina, "text": "gleich"})

    async with webhook_server(answer) as url:
        await core.call(TOKEN, "setWebhook", {"url": url})
        await until(lambda: len(core.chat(amina)) == 2)
        await core.close()
    assert core.chat(amina)[-1]["text"] == "gleich"
    assert times[1] - times[0] > 0.9


async def test_a_webhook_that_is_away_is_tried_again(core, amina):
    """Nothing listens there, then somebody does: the update was kept."""
    socket = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{socket.getsockname()[1]}/hook"
    socket.close()
    await core.call(TOKEN, "setWebhook", {"url": url})
    await until(lambda: core.webhook.last_error)
    await core.call(TOKEN, "deleteWebhook")
    assert core.webhook.last_error[1] == "Connection refused"
    assert len(await poll(core)) == 1


async def test_a_bot_without_python_telegram_bot_gets_its_updates(core, amina):
    """GET and JSON, any case of the method's name."""
    async with running(core) as base_url, httpx.AsyncClient(base_url=base_url, trust_env=False) as client:
        answer = (await client.get(f"/bot{TOKEN}/GETUPDATES?timeout=5&limit=1")).json()
        assert answer["result"][0]["message"]["from"]["language_code"] == "ar"
        sent = await client.post(f"/bot{TOKEN}/sendMessage", json={"chat_id": amina, "text": "ok"})
        assert sent.json()["result"]["text"] == "ok"
