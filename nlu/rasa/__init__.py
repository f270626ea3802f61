"""The Rasa project: runs in Rasa's own environment, nothing of the bot imports it."""
