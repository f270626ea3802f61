"""A local Telegram: the bot's side (`call`) and the people's side (`say`, `tap`, `chat`, `changes` …).

Everything lives in memory and in one event loop. The clock is given, so that a test decides what time it
is; only real waiting (long polls, webhook retries) uses the loop's own time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sandbox import media
from sandbox.account import Account, Tap
from sandbox.chats import Chat, Message
from sandbox.detect import with_detected
from sandbox.errors import ApiError, Json, SandboxError, not_emulated
from sandbox.faults import Faults, FloodLimits
from sandbox.files import Files, StoredFile
from sandbox.methods import METHODS, known_methods
from sandbox.params import Params, Upload
from sandbox.people import Person, demo_people
from sandbox.reply_keyboard import NO_KEYS
from sandbox.text import Formatted, is_empty, pieces, tidy
from sandbox.updates import LongPoll, UpdateQueue
from sandbox.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

LONGEST_TOKEN = 80


class Telegram:
    """One bot and the people who can write to it.

    Args:
        now: the clock, with a time zone.
        tokens: what the bot may call with; as long as there are none, every well-formed token will do.
        flood_limits: whether to answer 429 to a bot that sends too fast.
    """

    def __init__(
        self, now: Callable[[], datetime], *, tokens: Iterable[str] = (), flood_limits: bool = False
    ) -> None:
        self.now = now
        self.account = Account()
        self.files = Files()
        self.updates = UpdateQueue(now)
        self.polls = LongPoll(self.updates)
        self.webhook = Webhook(self)
        self.chats = {person.user: Chat(person, now) for person in demo_people()}
        self.faults = Faults()
        self.floods = FloodLimits(now) if flood_limits else None
        self.closed = False
        self._tokens = set(tokens)
        self._last_message_id = 0

    # The bot's side

    def admit(self, token: str) -> None:
        """Let the bot call with this token too."""
        self._tokens.add(token)

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, object] | None = None,
        files: Mapping[str, Upload] | None = None,
    ) -> tuple[int, Json]:
        """Answer a Bot API call: the HTTP status and the JSON body."""
        try:
            self._authorise(token)
        except ApiError as error:
            return error.code, error.body
        return await self.perform(method, params or {}, files or {})

    async def perform(
        self, method: str, params: Mapping[str, object], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, Json]:
        """Carry out a method for the bot, whose token is already checked."""
        name = method.lower()
        try:
            if name not in METHODS:
                unknown = ApiError(404, "Not Found: method not found")
                raise not_emulated(method) if name in known_methods() else unknown
            self.faults.strike(name)
            answer = await METHODS[name](self, Params(params, files or {}))
        except ApiError as error:
            return error.code, error.body
        return 200, {"ok": True, **answer}

    def download(self, token: str, path: str) -> StoredFile:
        """Return the file behind the `file_path` of getFile.

        Raises:
            ApiError: 401 for a wrong token, 404 for an unknown path.
        """
        self._authorise(token)
        if path not in self.files.by_path:
            raise ApiError(404, "Not Found")
        return self.files.by_path[path]

    def _authorise(self, token: str) -> None:
        number, colon, _ = token.partition(":")
        malformed = not colon or token[0] == "0" or len(token) > LONGEST_TOKEN or "/" in token
        if malformed or not number.isdecimal() or not 0 < int(number) < 1 << 54:
            raise ApiError(401, "Unauthorized: invalid token specified")
        if self._tokens and token not in self._tokens:
            raise ApiError(401, "Unauthorized")
        self.account.bot_id = int(number)

    def find(self, user: int) -> Chat | None:
        """Return the private chat with somebody, None for a stranger."""
        return self.chats.get(user)

    def next_message_id(self) -> int:
        """Count messages: one counter for all private chats, as on Telegram."""
        self._last_message_id += 1
        return self._last_message_id

    def timestamp(self) -> int:
        """Return the time in unix seconds."""
        return int(self.now().timestamp())

    def as_json(self, chat: Chat, message: Message) -> Json:
        """Return the Bot API's Message."""
        body: Json = {
            "message_id": message.message_id,
            "from": self.account.as_user if message.from_bot else chat.person.as_user,
            "chat": chat.person.as_chat,
            "date": message.date,
            **message.content,
        }
        if message.edit_date is not None:
            body["edit_date"] = message.edit_date
        return body | ({"reply_markup": {"inline_keyboard": message.keyboard}} if message.keyboard else {})

    def quoted(self, chat: Chat, message: Message) -> Json:
        """Return the message as another one quotes it, without what it quotes itself."""
        return {key: value for key, value in self.as_json(chat, message).items() if key != "reply_to_message"}

    def release(self) -> None:
        """Let everyone go who waits for an update or a change."""
        self.closed = True
        self.polls.end(ApiError(500, "Internal Server Error: restart"))
        for chat in self.chats.values():
            chat.touch()

    async def close(self) -> None:
        """Let everyone go and stop delivering to the webhook."""
        self.release()
        await self.webhook.stop()

    # The people's side

    def say(
        self, user: int, text: str, language_code: str | None = None, first_name: str | None = None
    ) -> int:
        """Let somebody write; a stranger becomes known. Return the (last) message id.

        A text longer than one message is sent as several, as Telegram's apps do.

        Raises:
            SandboxError: for a text without a visible character or with half of one.
        """
        tidied = tidy(Formatted(text)).text
        if is_empty(tidied):
            raise SandboxError("The text is empty.")
        if any("\ud800" <= character <= "\udfff" for character in tidied):
            raise SandboxError("The text contains half a character.")
        chat = self._open(user, language_code, first_name)
        sent = [with_detected(Formatted(piece)) for piece in pieces(tidied)]
        contents: list[Json] = [
            {"text": piece.text} | ({"entities": piece.entities} if piece.entities else {}) for piece in sent
        ]
        return [self._receive(chat, content) for content in contents][-1]

    def send_media(
        self, user: int, kind: str, language_code: str | None = None, first_name: str | None = None
    ) -> int:
        """Let somebody send a photo, voice, sticker, document, location or contact without text.

        Raises:
            SandboxError: for another kind.
        """
        if kind not in media.KINDS:
            raise SandboxError(f"Unknown kind of media {kind!r}; known are {', '.join(media.KINDS)}.")
        chat = self._open(user, language_code, first_name)
        return self._receive(chat, {kind: media.KINDS[kind](self.files, user)})

    def tap(self, user: int, message_id: int, data: str) -> str:
        """Let somebody press a button (or an older copy of it) and return the callback query id.

        Raises:
            SandboxError: if the chat has no such message or the data could be on no button.
        """
        chat = self._known(user)
        if message_id not in chat.messages:
            raise SandboxError(f"There is no message {message_id} in the chat of {user}.")
        if not 1 <= len(data.encode()) <= 64:
            raise SandboxError("Button data has 1 to 64 bytes.")
        query_id = self.account.open_tap(Tap(user, message_id, data, self.now()))
        body = {
            "id": query_id,
            "from": chat.person.as_user,
            "message": self.as_json(chat, chat.messages[message_id]),
            "chat_instance": str(-user),
            "data": data,
        }
        self.updates.put("callback_query", body, user)
        return query_id

    def press(self, user: int, text: str) -> int:
        """Let somebody press a key below the chat: it sends its text, or the person's own number.

        Raises:
            SandboxError: for a stranger, or if there is no such key.
        """
        chat = self._known(user)
        key = chat.press(text)
        if not key["contact"]:
            return self.say(user, key["text"])
        return self._receive(self._open(user, None, None), {"contact": media.own_contact(chat.person)})

    def block(self, user: int, blocked: bool) -> None:  # noqa: FBT001  block(7, True) reads well enough
        """Let somebody block or unblock the bot.

        Raises:
            SandboxError: for a stranger.
        """
        chat = self._known(user)
        if chat.blocked != blocked:
            chat.blocked = blocked
            change = self.account.membership(chat.person, blocked=blocked, date=self.timestamp())
            self.updates.put("my_chat_member", change, user)

    def chat(self, user: int, after: int = 0) -> list[Json]:
        """Return the messages with an id above `after`, oldest first, each as `Message.view` says."""
        chat = self.find(user)
        messages = chat.messages.values() if chat else ()
        return [message.view for message in messages if message.message_id > after]

    def keyboard(self, user: int) -> Json:
        """Return the keys below the chat, as `ReplyKeyboard.view` says."""
        chat = self.find(user)
        return (chat.reply_keyboard if chat else NO_KEYS).view

    async def changes(self, user: int, after_version: int, timeout: float) -> Json:  # noqa: ASYNC109
        """Wait for something new in a chat: as `Chat.changes` says, and "commands" with "description"."""
        chat = self._known(user) if user in self.chats else self._meet(user)
        if not self.closed:
            await chat.wait(after_version, timeout)
        language = (chat.person.language_code or "").split("-")[0]
        return chat.changes(after_version) | {"commands": self.account.commands_for(user, language)}

    def people(self) -> list[Json]:
        """Return everybody known: {"user", "first_name", "language_code"}."""
        return [chat.person.as_row for chat in self.chats.values()]

    def fault(self, method: str, status: int, retry_after: int | None = None, times: int = 1) -> None:
        """Let the next `times` calls of a method ("*": of any method) fail with this HTTP status."""
        self.faults.add(method, status, retry_after, times)

    def _known(self, user: int) -> Chat:
        if user not in self.chats:
            raise SandboxError(f"Nobody with the id {user} has written yet.")
        return self.chats[user]

    def _meet(self, user: int) -> Chat:
        self.chats[user] = Chat(Person(user, f"Person {user}"), self.now)
        return self.chats[user]

    def _open(self, user: int, language_code: str | None, first_name: str | None) -> Chat:
        """Writing starts the chat, and a person who writes has unblocked the bot before."""
        chat = self.find(user) or self._meet(user)
        chat.person.language_code = language_code or chat.person.language_code
        chat.person.first_name = first_name or chat.person.first_name
        chat.started = True
        self.block(user, blocked=False)
        return chat

    def _receive(self, chat: Chat, content: Json) -> int:
        if asked := chat.take_question():
            content |= {"reply_to_message": self.quoted(chat, asked)}
        message = Message(self.next_message_id(), from_bot=False, date=self.timestamp(), content=content)
        chat.add(message)
        self.updates.put("message", self.as_json(chat, message), chat.person.user)
        return message.message_id
