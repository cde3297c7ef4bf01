"""`customers.next_offer`."""
