"""Foresail (前帆): a sales strategy that can be trusted, from the data that a company already has."""

__version__ = "0.1.0"
