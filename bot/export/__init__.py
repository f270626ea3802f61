"""Appointment lists that managers take away."""

from bot.export.rows import Row, appointment_rows
from bot.export.writers import WRITERS

__all__ = ["WRITERS", "Row", "appointment_rows"]
