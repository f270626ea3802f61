"""Telegram: one file per journey. Reads an update, calls the office, shows the reply."""
