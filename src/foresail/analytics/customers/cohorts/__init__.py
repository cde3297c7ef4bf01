"""Customers by the time of their first purchase: how many stay, and what they bring over time."""
