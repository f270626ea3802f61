"""Understanding: which language, which topic. Knows no office, no database and no Telegram."""
