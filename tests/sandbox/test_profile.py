import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonDefault,
)
from telegram.error import BadRequest

from tests.support.sandbox import refused

LANGUAGE = "Invalid language code specified"


async def test_commands_are_kept_by_scope_and_language(bot, core, amina):
    """People see the nearest: chat before private chats before all, their language before none."""
    await bot.set_my_commands([("help", "Hilfe")])
    await bot.set_my_commands([("help", "مساعدة")], language_code="ar")
    assert await bot.get_my_commands() == (BotCommand("help", "Hilfe"),)
    assert await bot.get_my_commands(language_code="uk") == ()
    assert (await core.changes(amina, 0, 0))["commands"] == [{"command": "help", "description": "مساعدة"}]
    private = BotCommandScopeAllPrivateChats()
    await bot.set_my_commands([("start", "los")], scope=private)
    assert (await core.changes(amina, 0, 0))["commands"][0]["command"] == "start"
    await bot.set_my_commands([("mine", "meins")], scope=BotCommandScopeChat(amina))
    assert (await core.changes(amina, 0, 0))["commands"][0]["command"] == "mine"
    await bot.delete_my_commands(scope=BotCommandScopeChat(amina))
    await bot.delete_my_commands(scope=private)
    assert (await core.changes(amina, 0, 0))["commands"][0]["description"] == "مساعدة"


@pytest.mark.parametrize("code", ["ckb", "kmr", "DE", "d", "pt-br"])
async def test_only_two_letter_languages_are_taken(bot, code):
    """Sorani and Kurmanji have no commands of their own on Telegram."""
    for call in (bot.set_my_commands([("a", "b")], language_code=code), bot.get_my_name(code),
                 bot.set_my_description("x", code), bot.set_my_short_description("x", code)):  # fmt: skip
        with refused(BadRequest, LANGUAGE):
            await call


@pytest.mark.parametrize(
    ("name", "description", "reason"),
    [
        ("Help", "x", "BOT_COMMAND_INVALID"),
        ("", "x", "Command must be non-empty"),
        ("a" * 33, "x", "Command length must not exceed 32"),
        ("help", " ", "Command description must be non-empty"),
        ("help", "x" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_bad_commands_are_refused(core, bot, name, description, reason):
    """Names are lower-case Latin letters, digits and underscores."""
    with refused(BadRequest, reason):
        await bot.set_my_commands([(name, description)])


async def test_there_are_at_most_100_commands(bot):
    """And a scope must be one that exists."""
    with refused(BadRequest, "BOT_COMMANDS_TOO_MUCH"):
        await bot.set_my_commands([(f"c{number}", "x") for number in range(101)])
    with refused(BadRequest, "Chat not found"):
        await bot.set_my_commands([("a", "b")], scope=BotCommandScopeChat(999_999))


async def test_names_and_descriptions_fall_back_to_the_general_ones(bot):
    """Set without a language, they stand for all."""
    await bot.set_my_name("Zuhause")
    await bot.set_my_description("Fragen Sie uns")
    await bot.set_my_short_description("Auskunft", language_code="de")
    assert (await bot.get_my_name("ar")).name == "Zuhause"
    assert (await bot.get_me()).first_name == "Zuhause"
    assert (await bot.get_my_description("uk")).description == "Fragen Sie uns"
    assert (await bot.get_my_short_description("de")).short_description == "Auskunft"
    assert (await bot.get_my_short_description()).short_description == ""


async def test_names_and_descriptions_have_their_lengths(bot):
    """64, 512 and 120 characters."""
    await bot.set_my_name("x" * 64)
    await bot.set_my_description("x" * 512)
    await bot.set_my_short_description("x" * 120)
    for call in (bot.set_my_name("x" * 65), bot.set_my_description("x" * 513),
                 bot.set_my_short_description("x" * 121)):  # fmt: skip
        with pytest.raises(BadRequest):
            await call


async def test_menu_buttons_are_set_for_all_or_for_one(bot, amina):
    """A chat without its own has the general one."""
    assert await bot.get_chat_menu_button(amina) == MenuButtonCommands()
    await bot.set_chat_menu_button(menu_button=MenuButtonDefault())
    assert await bot.get_chat_menu_button(amina) == MenuButtonDefault()
    await bot.set_chat_menu_button(amina, MenuButtonCommands())
    assert await bot.get_chat_menu_button(amina) == MenuButtonCommands()


async def test_the_bot_knows_itself_and_its_people(bot, amina):
    """getMe, getChat, and leave-taking that does nothing here."""
    assert (bot.id, bot.username) == (4242, "sandbox_bot")
    chat = await bot.get_chat(amina)
    assert (chat.type, chat.first_name) == ("private", "Amina")
    assert await bot.log_out()
    assert await bot.close()
