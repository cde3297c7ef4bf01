"""Mapped rows into typed tables, and what was refused into quarantine."""
