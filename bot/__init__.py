"""The office: what it knows, decides, stores and promises. Runs without Telegram."""
