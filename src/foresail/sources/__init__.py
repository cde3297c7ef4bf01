"""Exports of other systems, read into the words of the canonical model."""
