"""`customers.voice`."""
