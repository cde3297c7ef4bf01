"""Velocity: how much the pipeline brings a day, and which of its four factors moved it."""
