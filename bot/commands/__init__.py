"""The commands of `zuhause` that need neither Telegram nor the chat page; one file a group."""
