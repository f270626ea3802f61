"""A local Telegram: one Bot API core for tests, for real bot processes and for the chat page."""
