"""Guided dialogues: each step is a use case of plain values plus a session, and answers with a reply."""
