"""Customers by value ahead and by what they could buy: high, middle, low, potential."""
