"""Recency, frequency and monetary value of every customer."""
