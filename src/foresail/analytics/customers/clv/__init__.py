"""`customers.clv`."""
