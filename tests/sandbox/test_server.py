import asyncio
import signal
import subprocess
import sys

import httpx
import pytest

from sandbox.serving import listen
from tests.support.sandbox import TOKEN, running

API = f"/bot{TOKEN}"


@pytest.fixture
async def client(core):
    """Any HTTP client, here httpx, at a running sandbox."""
    async with running(core) as base_url, httpx.AsyncClient(base_url=base_url, trust_env=False) as client:
        yield client


async def test_every_way_of_passing_parameters_works(client, amina):
    """Query, form, JSON and multipart, and any of them mixed with the query."""
    answers = [
        await client.get(f"{API}/sendMessage", params={"chat_id": amina, "text": "x"}),
        await client.post(f"{API}/sendMessage", data={"chat_id": amina, "text": "x"}),
        await client.post(f"{API}/sendMessage", json={"chat_id": amina, "text": "x"}),
        await client.post(f"{API}/sendMessage?text=x", files={"chat_id": (None, str(amina))}),
        await client.post(f"{API}/sendMessage?text=x", json={"chat_id": amina}),
    ]
    assert [answer.json()["result"]["text"] for answer in answers] == ["x"] * 5


async def test_files_are_attached_by_name(client, core, amina):
    """attach:// names a part; a file named like the parameter needs no such hint."""
    part = {"mine": ("Plan.txt", b"abc", "text/plain")}
    await client.post(f"{API}/sendDocument", data={"chat_id": amina, "document": "attach://mine"}, files=part)
    await client.post(f"{API}/sendDocument?chat_id={amina}", files={"document": ("Brief ü.txt", b"abc")})
    names = [message["document"]["file_name"] for message in core.chat(amina)[1:]]
    assert names == ["Plan.txt", "Brief ü.txt"]


async def test_http_status_is_the_error_code(client, core, amina):
    """And 429 comes with Retry-After."""
    for path, status in (("/bot1:x/getMe", 401), (f"{API}/nope", 404), (f"{API}/sendPoll", 501),
                         (f"{API}/sendMessage", 400), ("/bot", 404), (f"{API}", 404)):  # fmt: skip
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["error_code"], answer.json()["ok"]) == (
            status,
            status,
            False,
        )
    core.fault("getMe", 429, retry_after=3)
    assert (await client.get(f"{API}/getMe")).headers["Retry-After"] == "3"
    assert (
        await client.post(f"{API}/getMe", content="{", headers={"Content-Type": "application/json"})
    ).json()["description"] == "Bad Request: can't parse JSON object"


async def test_files_come_down_for_the_bot_and_for_the_page(client, core, amina):
    """The bot by path, the page by id with the file's own name."""
    sent = await client.post(
        f"{API}/sendDocument?chat_id={amina}", files={"document": ("Termin ä.ics", b"abc")}
    )
    file_id = sent.json()["result"]["document"]["file_id"]
    path = (await client.get(f"{API}/getFile", params={"file_id": file_id})).json()["result"]["file_path"]
    assert (await client.get(f"/file{API}/{path}")).content == b"abc"
    assert (await client.get(f"/file/bot1:x/{path}")).status_code == 401
    assert (await client.get(f"/file{API}/nothing")).status_code == 404
    page = await client.get(f"/sandbox/files/{file_id}")
    assert page.content == b"abc"
    assert page.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Termin%20%C3%A4.ics"
    assert (await client.get("/sandbox/files/nothing")).status_code == 404


async def test_people_are_played_over_http(client):
    """Say, tap, block, media, fault, and what is to be seen."""
    said = await client.post(
        "/sandbox/say", json={"user": 7, "text": "hi", "language_code": "de", "first_name": "Ina"}
    )
    assert said.json() == {"message_id": 1}
    assert (await client.post("/sandbox/media", json={"user": 7, "kind": "voice"})).json() == {
        "message_id": 2
    }
    tapped = await client.post("/sandbox/tap", json={"user": 7, "message_id": 1, "data": "v1"})
    assert tapped.json()["callback_query_id"]
    seen = (await client.get("/sandbox/chats/7", params={"after": 1})).json()
    assert [message["message_id"] for message in seen] == [2]
    changes = (await client.get("/sandbox/changes/7?after=0&timeout=0")).json()
    assert changes.keys() == {
        "version", "typing", "messages", "deleted", "keyboard", "alerts", "commands"
    }  # fmt: skip
    await client.post("/sandbox/fault", json={"method": "getMe", "status": 500, "times": 1})
    assert (await client.get(f"{API}/getMe")).status_code == 500
    await client.post("/sandbox/block", json={"user": 7, "blocked": True})
    assert (await client.get(f"{API}/sendMessage?chat_id=7&text=x")).status_code == 403
    updates = (await client.get(f"{API}/getUpdates")).json()["result"]
    assert [next(reversed(update)) for update in updates] == [
        "message", "message", "callback_query", "my_chat_member"
    ]  # fmt: skip


async def test_keys_are_pressed_over_http(client, amina):
    """What stands below the chat can be read, and pressed by its text."""
    keys = {"keyboard": [["Ja", {"text": "Nummer", "request_contact": True}]], "one_time_keyboard": True}
    await client.post(f"{API}/sendMessage", json={"chat_id": amina, "text": "?", "reply_markup": keys})
    below = (await client.get(f"/sandbox/keyboard/{amina}")).json()
    assert below == {
        "rows": [[{"text": "Ja", "contact": False}, {"text": "Nummer", "contact": True}]],
        "one_time": True,
    }
    pressed = await client.post("/sandbox/press", json={"user": amina, "text": "Nummer"})
    seen = (await client.get(f"/sandbox/chats/{amina}")).json()[-1]
    assert (seen["message_id"], seen["media"]) == (pressed.json()["message_id"], "contact")
    for user in (amina, 555):
        assert (await client.get(f"/sandbox/keyboard/{user}")).json() == {"rows": [], "one_time": False}


async def test_the_demo_people_are_known(client):
    """One with each of the first languages, one who tells none."""
    people = (await client.get("/sandbox/people")).json()
    languages = {person["first_name"]: person["language_code"] for person in people}
    assert languages.items() >= {"Amina": "ar", "Oksana": "uk", "John": "en", "Erika": "de"}.items()
    assert None in languages.values()


async def test_changes_are_waited_for(client, core, amina):
    """A page asks once and gets the answer when there is one."""
    waiting = asyncio.create_task(client.get(f"/sandbox/changes/{amina}?after=1&timeout=20"))
    await asyncio.sleep(0.05)
    await core.call(TOKEN, "sendMessage", {"chat_id": amina, "text": "da"})
    answer = await asyncio.wait_for(waiting, 5)
    assert [message["text"] for message in answer.json()["messages"]] == ["da"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("say", {"user": 7}),
        ("say", {"user": "7", "text": "x"}),
        ("say", {"user": 0, "text": "x"}),
        ("say", {"user": True, "text": "x"}),
        ("say", {"user": 7, "text": " "}),
        ("say", {"user": 7, "text": "x", "language_code": 5}),
        ("say", [1]),
        ("media", {"user": 7, "kind": "hologram"}),
        ("tap", {"user": 1001, "message_id": 5, "data": "x"}),
        ("tap", {"user": 1001, "message_id": "5", "data": "x"}),
        ("press", {"user": 1001, "text": "Termin"}),
        ("press", {"user": 1001, "text": ""}),
        ("block", {"user": 1001, "blocked": "yes"}),
        ("block", {"user": 7, "blocked": True}),
        ("fault", {"method": "getMe", "status": 200}),
    ],
)
async def test_wrong_control_calls_get_a_sentence(client, path, body):
    """400 and what is wrong, for whoever writes a test."""
    answer = await client.post(f"/sandbox/{path}", json=body)
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


async def test_wrong_queries_get_a_sentence(client):
    """The reading side checks too."""
    for path in ("/sandbox/chats/7?after=x", "/sandbox/changes/7?timeout=-1", "/sandbox/changes/7?after=nan"):
        answer = await client.get(path)
        assert (answer.status_code, answer.json()["error"][-1]) == (400, ".")


async def test_other_sites_cannot_control_the_sandbox(client, core):
    """A form or text from a foreign page is refused; only JSON counts, which browsers ask about first."""
    body = '{"user": 7, "text": "x"}'
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = await client.post("/sandbox/say", content=body, headers={"Content-Type": kind})
        assert answer.status_code == 400
    assert (await client.post("/sandbox/say", content=body)).status_code == 400
    assert core.chat(7) == []


async def test_the_chat_page_is_there(client):
    """At the root of the same server."""
    page = await client.get("/")
    assert page.status_code == 200
    assert "text/html" in page.headers["Content-Type"]


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


async def test_the_command_serves_and_ends_at_once_on_ctrl_c():
    """Also while a bot and a page wait for something."""
    with listen("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    with start("--port", str(port), "--token", TOKEN) as process:
        assert str(port) in process.stdout.readline()
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20
        ) as client:
            assert (await client.get("/bot1:x/getMe")).status_code == 401
            waiting = [
                asyncio.create_task(client.get(path))
                for path in (f"{API}/getUpdates?timeout=50", "/sandbox/changes/1001?timeout=50")
            ]
            await asyncio.sleep(0.3)
            process.send_signal(signal.SIGINT)
            assert await asyncio.to_thread(process.wait, 10) == 0
            assert [answer.status_code for answer in await asyncio.gather(*waiting)] == [500, 200]
        assert process.stderr.read() == ""


def test_a_taken_port_is_said_in_one_line():
    """And the command fails."""
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with start("--port", str(port)) as process:
            _, errors = process.communicate(timeout=20)
    assert process.returncode == 1
    assert errors == f"Cannot listen on 127.0.0.1:{port}: Address already in use.\n"
