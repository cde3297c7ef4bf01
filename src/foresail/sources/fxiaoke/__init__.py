"""Exports of 纷享销客."""
