"""The peer of `start.py` and `messages.py`: python-telegram-bot as its first example has it.

It says what was said, shows what was pressed, and knows and keeps nothing. ECHO_THINKS_MS lets it take as
long for an answer as a bot that looks something up.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

THINKS_SECONDS = float(os.environ.get("ECHO_THINKS_MS", "0")) / 1000


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await asyncio.sleep(THINKS_SECONDS)
        await update.message.reply_text(update.message.text)


async def pressed(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Show what was pressed in place of the message."""
    if query := update.callback_query:
        await query.answer()
        await query.edit_message_text(query.data or "")


def main() -> None:
    """Run until Ctrl-C, with the bot's own settings."""
    url, token = os.environ["TELEGRAM_API_URL"], os.environ["TELEGRAM_BOT_TOKEN"]
    application = Application.builder().token(token).base_url(f"{url}/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.add_handler(CallbackQueryHandler(pressed))
    application.run_polling()


if __name__ == "__main__":
    main()
